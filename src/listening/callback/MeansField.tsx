import { ShieldPlus } from 'lucide-react'
import { useState } from 'react'
import { Button, Select, Stack } from '#kernel/ui/index.ts'
import type { SafeContact } from '#listening/safecontact/contract.ts'
import { SafeContactDialog } from '#listening/safecontact/SafeContactDialog.tsx'
import { type MeansOwner, useSafeContacts } from '#listening/safecontact/useSafeContacts.ts'
import { windowsInWords } from '#listening/safecontact/words.ts'
import { safeChannel } from '#vocabulary'

interface MeansFieldProps {
  owner: MeansOwner
  value: string | null
  onChange: (id: string | null, chosen?: SafeContact) => void
  /** What is known of the person, when the means is yet to be noted. */
  suggestion: NonNullable<Parameters<typeof SafeContactDialog>[0]['suggestion']>
}

/** By which safe way somebody will be called: one that was agreed, or one to note now. */
export function MeansField({ owner, value, onChange, suggestion }: MeansFieldProps) {
  const { items } = useSafeContacts(owner)
  const [isOpen, setOpen] = useState(false)
  const usable = items.filter((one) => one.withdrawnAt === null || one.id === value)
  const chosen = usable.find(({ id }) => id === value)
  return (
    <Stack gap={2}>
      <Select
        label="Par quel moyen sûr"
        options={usable.map((one) => ({
          value: one.id,
          label: `${one.person}, ${safeChannel.label(one.channel).toLowerCase()}`,
          hint: one.allowed ? windowsInWords(one) : 'Non permis par la personne',
        }))}
        value={value}
        onChange={(id) =>
          onChange(
            id,
            usable.find((one) => one.id === id),
          )
        }
        noneLabel="À préciser plus tard"
        description={chosen && windowsInWords(chosen)}
      />
      <div>
        <Button size="small" icon={ShieldPlus} onPress={() => setOpen(true)}>
          Noter un moyen sûr
        </Button>
      </div>
      {isOpen && (
        <SafeContactDialog
          owner={owner}
          suggestion={suggestion}
          onClose={() => setOpen(false)}
          onDone={(id) => onChange(id)}
        />
      )}
    </Stack>
  )
}
