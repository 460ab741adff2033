import { FolderOpen } from 'lucide-react'
import { PageHeader } from '#kernel/page/index.ts'
import { Badge, ButtonLink, DefinitionList, Panel, Stack, Timer, When } from '#kernel/ui/index.ts'
import { PresenceLine } from '#listening/presence/PresenceLine.tsx'
import { disposition } from '#vocabulary'
import type { Contact, ContactField } from './contract.ts'
import { titleOf } from './fields.ts'
import { channelInWords, fieldInWords } from './words.ts'
import './contact.css'

const parts: readonly { title: string; fields: readonly ContactField[] }[] = [
  {
    title: 'Qui parle',
    fields: [
      'callerProfile',
      'callerDetail',
      'callerSector',
      'callerGender',
      'callerName',
      'callerPhone',
      'callerEmail',
      'callerPermissions',
    ],
  },
  {
    title: 'De qui il s’agit',
    fields: [
      'minorFirstName',
      'minorLastName',
      'minorAliases',
      'minorHandles',
      'minorPhone',
      'minorBirthDate',
      'minorAge',
      'minorGender',
      'departement',
      'livingPlace',
      'schoolStatus',
      'knownToChildProtection',
      'measures',
    ],
  },
  { title: 'Ce qui se passe', fields: ['dangerLevel', 'certainty', 'observations', 'narrative'] },
  { title: 'Ce qui est fait', fields: ['actions', 'qualification'] },
]

const whyMissing: Partial<Record<ContactField, ContactField>> = {
  callerName: 'callerNameAbsence',
  minorAge: 'minorAgeAbsence',
}

/** A contact read by somebody who may not write it. */
export function ContactReading({ contact }: { contact: Contact }) {
  const { situation } = contact
  const textOf = (field: ContactField) => {
    const absence = whyMissing[field]
    return fieldInWords(field, contact[field]) || (absence ? fieldInWords(absence, contact[absence]) : '')
  }
  return (
    <>
      <PageHeader
        title={channelInWords(contact)}
        back={{ href: '/bureau', label: 'Tableau de bord' }}
        aside={
          <>
            <Badge>{contact.disposition ? disposition.label(contact.disposition) : 'Lecture seule'}</Badge>
            <When at={contact.occurredAt} />
            {contact.endedAt && <Timer since={contact.occurredAt} until={contact.endedAt} />}
          </>
        }
        lead={contact.listener ? `Écouté par ${contact.listener}.` : undefined}
        actions={
          situation && (
            <ButtonLink href={`/bureau/situations/${situation.id}`} icon={FolderOpen}>
              Situation {situation.reference}
            </ButtonLink>
          )
        }
      />
      <Stack gap={5}>
        <PresenceLine kind="contact" id={contact.id} />
        {parts.map(({ title, fields }) => (
          <Panel key={title} title={title}>
            <DefinitionList
              items={fields.map((field) => {
                const text = textOf(field)
                return {
                  term: titleOf(field),
                  value: text === '' ? null : <span className="conflict-text">{text}</span>,
                }
              })}
              emptyLabel="Non demandé"
            />
          </Panel>
        ))}
      </Stack>
    </>
  )
}
