import { CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Button, Tabs } from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { useCan } from '#office/account/useMe.ts'
import { createIntervention, readInterventionFigures } from './contract.ts'
import { FiguresView } from './FiguresView.tsx'
import { InterventionDialog } from './InterventionDialog.tsx'
import { InterventionMonth } from './InterventionMonth.tsx'
import { InterventionTable } from './InterventionTable.tsx'
import { RequestTable } from './RequestTable.tsx'
import { listInterventionRequests } from './requestContract.ts'
import './intervention.css'

/** Where we go, before whom, and who asks us to come. */
export function InterventionListPage() {
  const { said, go } = useAddress()
  const can = useCan()
  const [isAdding, setAdding] = useState(false)
  const mayWrite = can(createIntervention.action)
  useShortcut('a', () => setAdding(true), { label: 'Prévoir une intervention', isDisabled: !mayWrite })
  const items = [
    { id: 'a-venir', label: 'À venir', content: <InterventionTable when="coming" /> },
    { id: 'passees', label: 'Passées', content: <InterventionTable when="past" /> },
    { id: 'mois', label: 'Mois par mois', content: <InterventionMonth /> },
    ...(can(listInterventionRequests.action)
      ? [{ id: 'demandes', label: 'Demandes', content: <RequestTable /> }]
      : []),
    ...(can(readInterventionFigures.action)
      ? [{ id: 'chiffres', label: 'Chiffres', content: <FiguresView /> }]
      : []),
  ]
  const view = items.find(({ id }) => id === said.get('vue'))?.id ?? 'a-venir'
  return (
    <>
      <PageHeader
        title="Interventions"
        lead="Conférences, formations et ateliers auprès des professionnels et du public."
        actions={
          mayWrite && (
            <Button variant="primary" icon={CalendarPlus} shortcut="a" onPress={() => setAdding(true)}>
              Prévoir une intervention
            </Button>
          )
        }
      />
      <Tabs
        label="Quelles interventions"
        value={view}
        onChange={(id) => go({ vue: id === 'a-venir' ? null : id, mois: null })}
        items={items}
      />
      {isAdding && <InterventionDialog onClose={() => setAdding(false)} />}
    </>
  )
}
