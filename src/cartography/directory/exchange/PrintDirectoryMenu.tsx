import { FileDown } from 'lucide-react'
import { download, sentenceOf } from '#kernel/call.ts'
import { Menu, toast } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import type { Departement, ServiceVisibility } from '#vocabulary'
import { printDirectory, requestExport } from './contract.ts'
import { audienceLabels } from './words.ts'

/** The services of a département as a PDF, as an audience may know them. */
export async function takeDirectory(departement: Departement, audience: ServiceVisibility): Promise<void> {
  await download(printDirectory, { query: { departement, audience } }).catch((error) =>
    toast({ text: sentenceOf(error) }),
  )
}

/** The printed directory of a département, for whom one chooses. */
export function PrintDirectoryMenu({ departement }: { departement: Departement }) {
  const can = useCan()
  const audiences: readonly ServiceVisibility[] = can(requestExport.action)
    ? ['public', 'professionals_only', 'internal']
    : ['public', 'professionals_only']
  return (
    <Menu
      label="Annuaire en PDF"
      icon={FileDown}
      items={audiences.map((audience) => ({
        id: audience,
        label: audienceLabels[audience],
        onAction: () => void takeDirectory(departement, audience),
      }))}
    />
  )
}
