import { useQuery } from '@tanstack/react-query'
import { PhoneIncoming } from 'lucide-react'
import { PageHeader } from '#kernel/page/index.ts'
import { Button, formatList, plural } from '#kernel/ui/index.ts'
import { DebriefProposal } from '#listening/debrief/DebriefProposal.tsx'
import { DebriefRequests } from '#listening/debrief/TeamLoad.tsx'
import { WaitingHandovers } from '#listening/handover/WaitingHandovers.tsx'
import { OverdueWork } from '#listening/liaison/OverdueWork.tsx'
import { Letters } from '#listening/webform/Letters.tsx'
import { useCan, useMe } from '#office/account/useMe.ts'
import { OnDuty } from '#office/shift/OnDuty.tsx'
import { DueCallbacks } from './DueCallbacks.tsx'
import { KeptHere } from './KeptHere.tsx'
import { MyDrafts } from './MyDrafts.tsx'
import { MySituations } from './MySituations.tsx'
import { OtherContact } from './NewContact.tsx'
import { draftsQuery, dueQuery } from './queries.ts'
import { TeamDrafts } from './TeamDrafts.tsx'
import { ToCorrect } from './ToCorrect.tsx'
import { ToValidate } from './ToValidate.tsx'
import { Unattached } from './Unattached.tsx'
import { useNewContact } from './useNewContact.ts'
import './desk.css'

/** Where a shift starts: what is late, what is unfinished, what has moved. */
export function DeskPage() {
  const me = useMe()
  const can = useCan()
  const { start, isPending } = useNewContact()
  return (
    <>
      <PageHeader
        title="Tableau de bord"
        lead={<Summary name={me.name.split(' ')[0] ?? me.name} />}
        actions={
          can('contact.create') && (
            <>
              <span className="desk-pick-up">
                <Button
                  variant="primary"
                  icon={PhoneIncoming}
                  isPending={isPending}
                  onPress={() => start({ channel: 'phone', direction: 'inbound' })}
                  isWide
                >
                  Nouvel appel
                </Button>
              </span>
              <OtherContact />
            </>
          )
        }
      />
      <KeptHere />
      {can('debrief.answer') && <DebriefProposal />}
      <div className="desk">
        <div className="desk-main">
          {can('letter.list') && <Letters />}
          {can('handover.list') && <WaitingHandovers />}
          {can('debrief.list') && <DebriefRequests />}
          {can('transmission.validate') && <ToValidate />}
          {can('transmission.list') && <ToCorrect />}
          {can('callback.list') && <DueCallbacks />}
          {can('due.list') && <OverdueWork />}
          <MyDrafts />
          <TeamDrafts />
        </div>
        {can('situation.list') && (
          <div className="desk-side">
            <MySituations />
            <Unattached />
            <OnDuty />
          </div>
        )}
      </div>
    </>
  )
}

/** What is expected of me, in one sentence. */
function Summary({ name }: { name: string }) {
  const can = useCan()
  const callbacks = useQuery({ ...dueQuery, enabled: can('callback.list') })
  const drafts = useQuery(draftsQuery)
  if (!drafts.data || (can('callback.list') && !callbacks.data)) return <span>&nbsp;</span>
  const late = callbacks.data?.overdue ?? 0
  const now = callbacks.data?.items.filter(({ state }) => state === 'due').length ?? 0
  const parts = [
    late > 0 && plural(late, 'rappel en retard', 'rappels en retard'),
    now > 0 && `${plural(now, 'rappel', 'rappels')} à faire maintenant`,
    drafts.data.items.length > 0 &&
      plural(drafts.data.items.length, 'brouillon à finir', 'brouillons à finir'),
  ].filter((part): part is string => part !== false)
  const words = parts.length === 0 ? 'Rien n’attend : le prochain appel peut venir' : formatList(parts)
  return `Bonjour ${name}. ${words}.`
}
