import { useQuery, useQueryClient } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Dialog, FieldGroup, FieldRow, NumberField, Stack, toast } from '#kernel/ui/index.ts'
import { type ReachRules, readReachRules, saveReachRules } from '#listening/safecontact/contract.ts'

/** What coordinators settle for the house about call-backs. */
export function RulesButton() {
  const [isOpen, setOpen] = useState(false)
  const rules = useQuery({ queryKey: ['reach-rules'], queryFn: () => call(readReachRules), enabled: isOpen })
  return (
    <>
      <Button icon={SlidersHorizontal} onPress={() => setOpen(true)}>
        Régler les délais
      </Button>
      {isOpen && rules.data && <RulesDialog rules={rules.data} onClose={() => setOpen(false)} />}
    </>
  )
}

function RulesDialog({ rules, onClose }: { rules: ReachRules; onClose: () => void }) {
  const client = useQueryClient()
  const [written, setWritten] = useState(rules)
  const [fault, setFault] = useState<string>()
  const field = (name: keyof ReachRules, label: string, suffix: string) => (
    <NumberField
      label={label}
      value={written[name]}
      onChange={(value) => value !== null && setWritten({ ...written, [name]: value })}
      min={name === 'staleAfterDays' ? 1 : 0}
      max={name === 'staleAfterDays' ? 90 : 10_080}
      suffix={suffix}
    />
  )
  const save = async () => {
    try {
      await call(saveReachRules, { input: written })
    } catch (error) {
      return setFault(sentenceOf(error))
    }
    onClose()
    toast({ text: 'Délais enregistrés.' })
    await Promise.all(
      ['reach-rules', 'callbacks', 'safe-contacts', 'situation'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    )
  }
  return (
    <Dialog
      title="Régler les délais des rappels"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" onPress={() => void save()}>
            Enregistrer
          </Button>
        </>
      }
    >
      <Stack gap={5}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        {field('staleAfterDays', 'Un moyen de joindre se reconfirme après', 'jours')}
        <FieldGroup legend="Un rappel ordinaire en retard remonte">
          <FieldRow>
            {field('teamAfterMinutes', 'À toute l’équipe après', 'min')}
            {field('coordinatorAfterMinutes', 'À la coordination après', 'min')}
          </FieldRow>
        </FieldGroup>
        <FieldGroup legend="Un rappel prioritaire en retard remonte">
          <FieldRow>
            {field('highTeamAfterMinutes', 'À toute l’équipe après', 'min')}
            {field('highCoordinatorAfterMinutes', 'À la coordination après', 'min')}
          </FieldRow>
        </FieldGroup>
      </Stack>
    </Dialog>
  )
}
