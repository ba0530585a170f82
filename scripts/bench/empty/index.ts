import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { z } from "zod";

/** What every Pulumi program on the same packages pays: their import, and the first use of what loads lazily. */
export const used = [
  pulumi.getStack(),
  z.object({}).safeParse({}).success,
  random.RandomPassword.name,
  k8s.Provider.name,
  k8s.apps.v1.Deployment.name,
  k8s.core.v1.Service.name,
];
