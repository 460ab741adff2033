const share = (count: number, percent: number) => ({ count, percent })

/** The published figures of the first year: whole counts, and percentages rounded to a whole. */
export const firstYear = {
  period: { from: '2023-04-03', to: '2024-04-02' },
  situations: 143,
  contacts: 439,
  newSituationsPerMonth: 12,
  departments: 59,
  meanAge: 15,
  figures: {
    minor_gender: { girl: share(134, 94), boy: share(7, 5), transgender: share(2, 1) },
    problem: {
      psychological_suffering: share(123, 86),
      runaway: share(120, 84),
      school_disengagement: share(100, 70),
      substance_use: share(73, 51),
    },
    caller_profile: {
      first_circle: share(61, 43),
      professional: share(29, 20),
      extended_family_or_entourage: share(20, 14),
      undisclosed: share(17, 12),
      witness: share(10, 7),
      minor: share(6, 4),
    },
    known_to_child_protection: { yes: share(89, 62) },
    action: {
      ip_sent: share(124, 87),
      direct_advice: share(73, 51),
      ase_liaison: share(73, 51),
      documentation_sent: share(64, 45),
      local_orientation: share(43, 30),
    },
  },
} as const
