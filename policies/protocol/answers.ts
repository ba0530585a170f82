/** What the engine is told. */
import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Repair, Violation } from "../pack";
import type { EnforcementLevel, Policy } from "../pack/about";
import type { Severity } from "../rule";
import type { Written } from "./properties";

/** What a pack tells about itself. */
export interface PackInfo {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** By policy, where nobody configures another one. */
  readonly levels: Readonly<Record<string, EnforcementLevel>>;
}

const LEVELS: Record<EnforcementLevel, analyzer.EnforcementLevel> = {
  advisory: analyzer.EnforcementLevel.ADVISORY,
  mandatory: analyzer.EnforcementLevel.MANDATORY,
  disabled: analyzer.EnforcementLevel.DISABLED,
  remediate: analyzer.EnforcementLevel.REMEDIATE,
};

const SEVERITIES: Record<Severity, analyzer.PolicySeverity> = {
  low: analyzer.PolicySeverity.POLICY_SEVERITY_LOW,
  medium: analyzer.PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: analyzer.PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: analyzer.PolicySeverity.POLICY_SEVERITY_CRITICAL,
};

const TYPES: Record<Policy["scope"], analyzer.PolicyType> = {
  resource: analyzer.PolicyType.POLICY_TYPE_RESOURCE,
  stack: analyzer.PolicyType.POLICY_TYPE_STACK,
};

export function infoOf(info: PackInfo, policies: readonly Policy[]): analyzer.AnalyzerInfo {
  const answer = new analyzer.AnalyzerInfo()
    .setName(info.name)
    .setVersion(info.version)
    .setDescription(info.description)
    .setSupportsconfig(true)
    .setPoliciesList(policies.map(policyInfoOf));
  const initial = answer.getInitialconfigMap();
  for (const [name, level] of Object.entries(info.levels))
    initial.set(name, new analyzer.PolicyConfig().setEnforcementlevel(LEVELS[level]));
  return answer;
}

function policyInfoOf(policy: Policy): analyzer.PolicyInfo {
  const { name, scope, description, level, severity, settings } = policy;
  const answer = new analyzer.PolicyInfo()
    .setName(name)
    .setPolicyType(TYPES[scope])
    .setDescription(description)
    .setEnforcementlevel(LEVELS[level])
    .setTagsList([...(policy.tags ?? [])])
    .setRemediationSteps(policy.remediationSteps ?? "")
    .setUrl(policy.url ?? "");
  if (severity !== undefined) answer.setSeverity(SEVERITIES[severity]);
  if (settings === undefined) return answer;
  const schema = new analyzer.PolicyConfigSchema().setProperties(Struct.fromJavaScript(settings));
  return answer.setConfigschema(schema);
}

/** A violation at level `remediate` was not repaired, or cannot be: it is forbidden. */
export function diagnosticsOf(
  { name, version }: PackInfo,
  violations: readonly Violation[],
): analyzer.AnalyzeResponse {
  const diagnostics = violations.map(({ policy, level, message, urn = "" }) => {
    const diagnostic = new analyzer.AnalyzeDiagnostic()
      .setPolicyname(policy.name)
      .setPolicypackname(name)
      .setPolicypackversion(version)
      .setDescription(policy.description)
      .setMessage(`${policy.description}\n${message}`)
      .setEnforcementlevel(LEVELS[level === "remediate" ? "mandatory" : level])
      .setUrn(urn);
    if (policy.severity !== undefined) diagnostic.setSeverity(SEVERITIES[policy.severity]);
    return diagnostic;
  });
  return new analyzer.AnalyzeResponse().setDiagnosticsList(diagnostics);
}

/** @param written the properties as they were after the repair */
export function remediationOf(
  { name, version }: PackInfo,
  { policy, obstacle }: Repair,
  written: Written,
): analyzer.Remediation {
  const remediation = new analyzer.Remediation()
    .setPolicyname(policy.name)
    .setPolicypackname(name)
    .setPolicypackversion(version)
    .setDescription(policy.description);
  const from = `remediation '${policy.name}' from policy pack '${name}@v${version}'`;
  return obstacle === undefined
    ? remediation.setProperties(Struct.fromJavaScript(written))
    : remediation.setDiagnostic(`can't run ${from} during preview: ${obstacle}`);
}

export function unableToRepair({ name }: Policy): analyzer.PolicyNotApplicable {
  return new analyzer.PolicyNotApplicable()
    .setPolicyName(name)
    .setReason("Policy does not implement remediateResource");
}
