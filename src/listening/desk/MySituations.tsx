import { useQuery } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import { ButtonLink, Empty, Panel, plural, TextLink, When } from '#kernel/ui/index.ts'
import { Await } from './Await.tsx'
import { Lines } from './Lines.tsx'
import { mySituationsQuery } from './queries.ts'
import { callbackInWords, minorInWords } from './words.ts'

/** The situations I follow, the last to move first. */
export function MySituations() {
  const situations = useQuery(mySituationsQuery)
  return (
    <Panel
      title="Mes situations"
      isQuiet
      actions={<TextLink href="/bureau/situations">Toutes les situations</TextLink>}
    >
      <Await query={situations} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="Aucune situation ne vous est confiée."
              icon={FolderOpen}
              actions={
                <ButtonLink href="/bureau/situations" size="small">
                  Voir toutes les situations
                </ButtonLink>
              }
            >
              Celles que vous ouvrez en finalisant un contact, ou qu’on vous affecte, seront ici.
            </Empty>
          ) : (
            <Lines
              label="Mes situations"
              items={items.map((situation) => ({
                id: situation.id,
                href: `/bureau/situations/${situation.id}`,
                title: [situation.reference, situation.name].filter(Boolean).join(' · '),
                danger: situation.dangerLevel,
                facts: [
                  minorInWords(situation),
                  plural(situation.contactCount, 'contact', 'contacts'),
                  callbackInWords(situation.nextCallbackAt),
                ],
                at: <When at={situation.movedAt} mode="relative" />,
              }))}
            />
          )
        }
      </Await>
    </Panel>
  )
}
