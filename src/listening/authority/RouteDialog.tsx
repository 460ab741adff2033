import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, ComboBox, Dialog, RadioChips, Stack, toast } from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { departement as departements } from '#vocabulary'
import { readCoverage, routeUnit, type Unit } from './contract.ts'
import { useRefreshAuthorities } from './useAuthorityActs.ts'
import { rhoneParts, routeInWords } from './words.ts'

/** Has a unit receive for a département from now on; what is already sent stays where it went. */
export function RouteDialog({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const [departement, setDepartement] = useState<string | null>(null)
  const [part, setPart] = useState<(typeof rhoneParts)[number]['value'] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  const refresh = useRefreshAuthorities()
  const coverage = useQuery({
    queryKey: ['authorities', 'coverage'],
    queryFn: ({ signal }) => call(readCoverage, { signal }),
  })
  const isShared = departement === '69'
  const route =
    departement !== null && departements.has(departement) && (!isShared || part !== null)
      ? { departement, part: isShared && part ? part : ('' as const) }
      : null
  const now = coverage.data?.items.find(
    (one) => one.departement === route?.departement && one.part === route.part,
  )
  const save = async () => {
    if (!route) return
    setPending(true)
    setFault(null)
    try {
      await call(routeUnit, { params: { id: unit.id }, version: unit.version, input: route })
      await refresh()
      toast({ text: `${unit.name} reçoit désormais pour ${routeInWords(route)}.` })
      onClose()
    } catch (error) {
      setFault(sentenceOf(error))
      setPending(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Confier le département', inDialog: true })
  return (
    <Dialog
      title="Confier un département"
      lead={`${unit.name} recevra les alertes à venir. Ce qui est déjà parti reste où il est.`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button
            variant="primary"
            shortcut="Ctrl+Entrée"
            isDisabled={!route || now?.unitId === unit.id}
            isPending={isPending}
            onPress={() => void save()}
          >
            Confier
          </Button>
        </>
      }
    >
      <Stack>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <ComboBox
          label="Département"
          options={departementOptions}
          value={departement}
          onChange={setDepartement}
          placeholder="Nom ou numéro"
          autoFocus
        />
        {isShared && (
          <RadioChips
            label="Quelle partie"
            options={rhoneParts}
            value={part}
            onChange={setPart}
            noneLabel={false}
          />
        )}
        {now?.unit && (
          <p>
            {now.unitId === unit.id
              ? 'Ce service reçoit déjà pour ce département.'
              : `Aujourd’hui, ${now.unit} reçoit pour ce département. Prévenez ce service du changement.`}
          </p>
        )}
      </Stack>
    </Dialog>
  )
}
