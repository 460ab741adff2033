import { CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Button, Tabs } from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { useCan } from '#office/account/useMe.ts'
import { createMeeting } from './contract.ts'
import { DecisionList } from './DecisionList.tsx'
import { NewMeetingDialog } from './MeetingDialog.tsx'
import { MeetingTable } from './MeetingTable.tsx'
import { MonthTable } from './MonthTable.tsx'
import './meeting.css'

const views = ['a-venir', 'passees', 'mois', 'decisions'] as const

/** Who is met, when, and what was decided. */
export function MeetingListPage() {
  const { said, go } = useAddress()
  const can = useCan()
  const [isAdding, setAdding] = useState(false)
  const mayWrite = can(createMeeting.action)
  const view = views.find((one) => one === said.get('vue')) ?? 'a-venir'
  useShortcut('a', () => setAdding(true), { label: 'Prévoir une rencontre', isDisabled: !mayWrite })
  return (
    <>
      <PageHeader
        title="Rencontres"
        lead="Les séances de travail avec les acteurs locaux et les rencontres entre partenaires."
        actions={
          mayWrite && (
            <Button variant="primary" icon={CalendarPlus} shortcut="a" onPress={() => setAdding(true)}>
              Prévoir une rencontre
            </Button>
          )
        }
      />
      <Tabs
        label="Quelles rencontres"
        value={view}
        onChange={(id) => go({ vue: id === 'a-venir' ? null : id })}
        items={[
          { id: 'a-venir', label: 'À venir', content: <MeetingTable when="coming" /> },
          { id: 'passees', label: 'Passées', content: <MeetingTable when="past" /> },
          { id: 'mois', label: 'Mois par mois', content: <MonthTable /> },
          { id: 'decisions', label: 'Décisions à tenir', content: <DecisionList /> },
        ]}
      />
      {isAdding && <NewMeetingDialog onClose={() => setAdding(false)} />}
    </>
  )
}
