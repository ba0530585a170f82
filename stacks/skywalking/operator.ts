import type { SwckOperatorArgs } from "../../components/swck-operator";

/** What the stack gives to each of its components itself. */
type Shared = "namespace" | "images" | "placement" | "backend";

/** The operator that injects agents, which send to wherever agents of the stack send. */
export type SkyWalkingOperator = Omit<SwckOperatorArgs, Shared>;
