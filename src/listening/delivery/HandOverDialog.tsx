import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  DateTimeField,
  Dialog,
  optionsOf,
  RadioChips,
  Stack,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { type HandOverWay, handOverWay } from '#vocabulary'
import { handOverTransmission } from './contract.ts'

/** To whom, how and when what does not go through the portal was handed over. */
export function HandOverDialog({ transmissionId, onClose }: { transmissionId: string; onClose: () => void }) {
  const queries = useQueryClient()
  const [toWhom, setToWhom] = useState('')
  const [how, setHow] = useState<HandOverWay | null>(null)
  const [at, setAt] = useState<string | null>(null)
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const save = async () => {
    if (isPending) return
    if (toWhom.trim().length < 2) return setFault('Dites qui l’a reçue, avec sa fonction.')
    if (!how) return setFault('Dites comment elle a été remise.')
    setPending(true)
    try {
      await call(handOverTransmission, {
        params: { id: transmissionId },
        input: { toWhom: toWhom.trim(), how, ...(at && { at }) },
      })
    } catch (error) {
      setPending(false)
      return setFault(sentenceOf(error))
    }
    onClose()
    toast({ text: 'Remise notée.' })
    void queries.invalidateQueries()
  }
  return (
    <Dialog
      title="Noter la remise"
      lead="La personne que vous nommez est celle qui en accuse réception."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save()}>
            Noter la remise
          </Button>
        </>
      }
    >
      <Stack gap={5}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <TextField label="À qui, nom et fonction" value={toWhom} onChange={setToWhom} autoFocus />
        <RadioChips
          label="Comment"
          options={optionsOf(handOverWay)}
          value={how}
          onChange={setHow}
          noneLabel={false}
        />
        <DateTimeField
          label="Quand"
          description="Laissez vide si c’est maintenant."
          value={at}
          onChange={setAt}
        />
      </Stack>
    </Dialog>
  )
}
