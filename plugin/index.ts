/** What programs in other languages get by `pulumi package add`: one component, told by plain data. */
export { Platform } from "../stacks/platform";
