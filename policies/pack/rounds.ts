/**
 * Computes something once for all policies of a pack. The engine hands the same resource to one policy
 * after the other, each time as a new copy; when it comes back to a policy, it is another round.
 */
export function inRounds<Asked, Known>(compute: (asked: Asked) => Known) {
  const rounds = new Map<string, { policy: number; known: Known }>();
  return (asked: Asked, { key, policy }: { key: string; policy: number }): Known => {
    const round = rounds.get(key);
    if (round !== undefined && round.policy < policy) {
      round.policy = policy;
      return round.known;
    }
    const known = compute(asked);
    rounds.set(key, { policy, known });
    return known;
  };
}
