import { useQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { Empty, Panel, TextLink } from '#kernel/ui/index.ts'
import { CallbackList } from '#listening/callback/CallbackList.tsx'
import { Await } from './Await.tsx'
import { dueQuery } from './queries.ts'

/** Who is waiting for a call today, late ones first. */
export function DueCallbacks() {
  const callbacks = useQuery(dueQuery)
  return (
    <Panel
      title="À rappeler"
      isQuiet
      actions={
        <TextLink href="/bureau/rappels">
          {callbacks.data?.next ? 'Tous les rappels du jour' : 'Tous les rappels'}
        </TextLink>
      }
    >
      <Await query={callbacks} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Personne n’attend de rappel aujourd’hui." icon={BellOff}>
              Un rappel se promet à la fin d’un contact : il s’affichera ici à son heure.
            </Empty>
          ) : (
            <CallbackList label="Rappels du jour" callbacks={items} />
          )
        }
      </Await>
    </Panel>
  )
}
