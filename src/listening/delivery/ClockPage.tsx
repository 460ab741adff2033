import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  ErrorState,
  FieldGroup,
  FieldRow,
  formatDateTime,
  Loading,
  NumberField,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import type { ClockStep } from '#vocabulary'
import { type ClockPhase, type ClockSetting, settledSteps } from './clock.ts'
import { readClock, saveClock } from './contract.ts'

/** How the delays of each phase are counted, as people say them. */
const phases: Record<ClockPhase, { title: string; unit: string; minutes: number }> = {
  urgent: { title: 'Transmission urgente, après l’envoi', unit: 'min', minutes: 1 },
  ordinary: { title: 'Autre transmission, après l’envoi', unit: 'h', minutes: 60 },
  return: {
    title: 'Retour attendu à trois mois',
    unit: 'jours',
    minutes: 1440,
  },
}

/** A step under the title of its phase; the dates of a return are said from both sides of its day. */
const words: Partial<Record<ClockStep, string>> = {
  urgent_reminder: 'Relance du service par courriel',
  urgent_phone_task: 'Appel par la coordination',
  urgent_duty_officer: 'Cadre d’astreinte',
  ordinary_reminder: 'Relance du service par courriel',
  ordinary_phone_task: 'Appel par la coordination',
  ordinary_duty_officer: 'Cadre d’astreinte',
  return_before: 'Rappel par courriel, avant la date',
  return_due: 'Rappel par courriel, après la date',
  return_late: 'Appel, après la date',
  return_very_late: 'Nouvel appel, après la date',
}

/** When the clock rings; every step climbs, and the last of each rings again. */
export function ClockPage() {
  const queries = useQueryClient()
  const clock = useQuery({ queryKey: ['clock'], queryFn: ({ signal }) => call(readClock, { signal }) })
  const [changed, setChanged] = useState<ClockSetting[]>()
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const settings = changed ?? clock.data?.settings
  const change = (step: string, part: Partial<ClockSetting>) =>
    setChanged(settings?.map((one) => (one.step === step ? { ...one, ...part } : one)))
  const save = async () => {
    if (!changed || isPending) return
    setPending(true)
    setFault(undefined)
    try {
      await call(saveClock, { input: { settings: changed } })
      await queries.invalidateQueries({ queryKey: ['clock'] })
      setChanged(undefined)
      toast({ text: 'Délais enregistrés.' })
    } catch (error) {
      setFault(sentenceOf(error))
    }
    setPending(false)
  }
  return (
    <>
      <PageHeader
        title="Délais de relance"
        lead="Une transmission reste ouverte tant qu’une personne nommée n’en a pas accusé réception."
      />
      {clock.error && (
        <ErrorState
          title="Les délais n’ont pas pu être lus"
          kept={sentenceOf(clock.error)}
          onRetry={() => void clock.refetch()}
        />
      )}
      {!settings && !clock.error && <Loading label="Les délais arrivent…" />}
      {settings && (
        <Stack gap={6}>
          {fault && <Banner tone="attention" title={fault} isLive />}
          {(Object.keys(phases) as ClockPhase[]).map((phase) => (
            <FieldGroup key={phase} legend={phases[phase].title}>
              {settledSteps
                .filter((one) => one.phase === phase)
                .map(({ step }) => (
                  <SettingRow
                    key={step}
                    phase={phase}
                    setting={settings.find((one) => one.step === step)}
                    onChange={(part) => change(step, part)}
                  />
                ))}
            </FieldGroup>
          ))}
          {clock.data?.changedAt && (
            <p>
              Dernier changement le {formatDateTime(clock.data.changedAt)} par {clock.data.changedBy}.
            </p>
          )}
          <div>
            <Button variant="primary" isDisabled={!changed} isPending={isPending} onPress={() => void save()}>
              Enregistrer les délais
            </Button>
          </div>
        </Stack>
      )}
    </>
  )
}

function SettingRow({
  phase,
  setting,
  onChange,
}: {
  phase: ClockPhase
  setting: ClockSetting | undefined
  onChange: (part: Partial<ClockSetting>) => void
}) {
  if (!setting) return null
  const { unit, minutes } = phases[phase]
  const sign = setting.step === 'return_before' ? -1 : 1
  return (
    <FieldRow>
      <NumberField
        label={words[setting.step] ?? ''}
        value={(sign * setting.delayMinutes) / minutes || 0}
        onChange={(value) => value !== null && onChange({ delayMinutes: Math.round(sign * value * minutes) })}
        min={0}
        max={sign < 0 ? 90 : phase === 'return' ? 365 : 10_000}
        suffix={unit}
      />
      {setting.repeatMinutes !== null && (
        <NumberField
          label="Puis de nouveau toutes les"
          value={setting.repeatMinutes / minutes}
          onChange={(value) => value !== null && onChange({ repeatMinutes: Math.round(value * minutes) })}
          min={phase === 'urgent' ? 5 : 1}
          max={365}
          suffix={unit}
        />
      )}
    </FieldRow>
  )
}
