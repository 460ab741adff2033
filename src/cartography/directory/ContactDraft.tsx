import { Trash2 } from 'lucide-react'
import { Button, Checkbox, Cluster, FieldRow, optionsOf, Select, TextField } from '#kernel/ui/index.ts'
import { serviceVisibility } from '#vocabulary'
import { type Contact, ContactFields } from './contract.ts'
import { titleOf } from './words.ts'

interface ContactDraftProps {
  contact: Contact
  onChange: (change: Partial<Contact>) => void
  onRemove: () => void
}

/** One way to reach the service, and who may see it. */
export function ContactDraft({ contact, onChange, onRemove }: ContactDraftProps) {
  const line = (field: 'person' | 'function' | 'phone' | 'email' | 'web') => ({
    label: titleOf(ContactFields, field),
    value: contact[field],
    onChange: (value: string) => onChange({ [field]: value || null }),
    maxLength: 200,
  })
  return (
    <div className="contact-draft">
      <FieldRow>
        <TextField {...line('function')} />
        <TextField {...line('person')} description="Elle sera prévenue qu’elle est citée." />
      </FieldRow>
      <FieldRow>
        <TextField {...line('phone')} type="tel" />
        <TextField {...line('email')} type="email" />
      </FieldRow>
      <FieldRow>
        <TextField {...line('web')} type="url" placeholder="https://" />
        <Select
          label={titleOf(ContactFields, 'visibility')}
          options={optionsOf(serviceVisibility)}
          value={contact.visibility}
          onChange={(visibility) => visibility && onChange({ visibility })}
        />
      </FieldRow>
      <Cluster align="between">
        <Checkbox isSelected={contact.isFrontGate} onChange={(isFrontGate) => onChange({ isFrontGate })}>
          Contact d’entrée, le seul que l’on donne quand l’adresse est confidentielle
        </Checkbox>
        <Button size="small" icon={Trash2} onPress={onRemove}>
          Retirer
        </Button>
      </Cluster>
    </div>
  )
}
