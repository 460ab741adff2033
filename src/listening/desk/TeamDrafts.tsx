import { useQuery } from '@tanstack/react-query'
import { Panel, When } from '#kernel/ui/index.ts'
import { channelInWords } from '#listening/contact/words.ts'
import { useMe } from '#office/account/useMe.ts'
import { Lines } from './Lines.tsx'
import { teamDraftsQuery } from './queries.ts'
import { gistOf } from './words.ts'

/** What the others have begun and not finished: shown to whoever the server lets see it. */
export function TeamDrafts() {
  const me = useMe()
  const { data } = useQuery(teamDraftsQuery)
  const others = data?.items.filter(({ recordedBy }) => recordedBy !== me.name) ?? []
  if (others.length === 0) return null
  return (
    <Panel title="Brouillons de l’équipe" lead="Commencés par d’autres, et pas encore finalisés." isQuiet>
      <Lines
        label="Brouillons de l’équipe"
        items={others.slice(0, 8).map((contact) => ({
          id: contact.id,
          href: `/bureau/contacts/${contact.id}`,
          title: gistOf(contact) || 'Rien de noté encore',
          danger: contact.dangerLevel,
          facts: [contact.recordedBy ?? '', channelInWords(contact)],
          at: <When at={contact.occurredAt} mode="relative" />,
        }))}
      />
    </Panel>
  )
}
