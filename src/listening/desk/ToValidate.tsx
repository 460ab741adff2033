import { useQuery } from '@tanstack/react-query'
import { FileCheck2 } from 'lucide-react'
import { Empty, Panel, plural, TextLink } from '#kernel/ui/index.ts'
import { TransmissionLines } from '#listening/transmission/TransmissionLines.tsx'
import { toValidateQuery } from '#listening/transmission/useTransmissions.ts'
import { Await } from './Await.tsx'

/** The writings that wait for a second reading, the urgent ones first. */
export function ToValidate() {
  const transmissions = useQuery(toValidateQuery)
  const counts = transmissions.data?.counts
  return (
    <Panel
      title={counts?.toValidate ? `À valider (${counts.toValidate})` : 'À valider'}
      lead={
        counts && counts.urgentToValidate > 0
          ? plural(counts.urgentToValidate, 'urgent, à lire d’abord', 'urgents, à lire d’abord')
          : undefined
      }
      isQuiet
      actions={<TextLink href="/bureau/transmissions?vue=a-valider">Toutes les transmissions</TextLink>}
    >
      <Await query={transmissions} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Rien n’attend de relecture." icon={FileCheck2}>
              Un écrit soumis par l’équipe s’affichera ici, les urgents d’abord.
            </Empty>
          ) : (
            <TransmissionLines label="Écrits à valider" rows={items} withSituation />
          )
        }
      </Await>
    </Panel>
  )
}
