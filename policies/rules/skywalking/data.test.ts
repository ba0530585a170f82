import { expect, test } from "vitest";
import table101 from "../../../components/oap/data/env-10.1.0.json";
import table104 from "../../../components/oap/data/env-10.4.0.json";
import own101 from "./data/oap-10.1.0.json";
import own104 from "./data/oap-10.4.0.json";

test("the pack, which is published alone, knows the variables that the component knows", () => {
  expect(own101.names).toEqual(table101.names);
  expect(own104.names).toEqual(table104.names);
});
