import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/**
 * Name of a Secret, for whoever refers to it. The name is no secret, though Pulumi takes every
 * output of a resource for one when an input is: unmarked, it would hide the whole pod in a preview.
 */
export function secretNameOf(secret: k8s.core.v1.Secret): pulumi.Output<string> {
  return pulumi.unsecret(secret.metadata.name);
}
