import { Badge } from '#kernel/ui/index.ts'
import { returnOutcome } from '#vocabulary'
import type { PackageLine } from '../package/contract.ts'

/** Nothing more is expected from the authority. */
export const isSettled = (one: PackageLine): boolean =>
  one.redirectedAt !== null || (one.returnOutcome !== null && one.returnOutcome !== 'evaluation_ongoing')

/** Where a package stands, in a word or two. */
export function PackageState({ line }: { line: PackageLine }) {
  if (line.redirectedAt) return <Badge>Hors de votre département</Badge>
  if (line.returnOutcome && isSettled(line))
    return <Badge tone="positive">{returnOutcome.label(line.returnOutcome)}</Badge>
  if (!line.acknowledgedAt) return <Badge tone={line.urgent ? 'danger' : 'attention'}>Accusé attendu</Badge>
  if (line.returnOutcome) return <Badge tone="accent">{returnOutcome.label(line.returnOutcome)}</Badge>
  return <Badge tone="accent">Retour attendu</Badge>
}
