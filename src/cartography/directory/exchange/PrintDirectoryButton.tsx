import { FileDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#kernel/ui/index.ts'
import type { Departement, ServiceVisibility } from '#vocabulary'
import { takeDirectory } from './PrintDirectoryMenu.tsx'

/** The services of a département as a PDF, for the audience already chosen. */
export function PrintDirectoryButton({
  departement,
  audience,
}: {
  departement: Departement
  audience: ServiceVisibility
}) {
  const [isPending, setPending] = useState(false)
  const take = async () => {
    setPending(true)
    await takeDirectory(departement, audience)
    setPending(false)
  }
  return (
    <Button icon={FileDown} isPending={isPending} onPress={() => void take()}>
      Annuaire en PDF
    </Button>
  )
}
