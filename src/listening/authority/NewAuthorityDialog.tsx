import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Banner, Button, Dialog, Form, optionsOf, RadioChips, Select, TextField } from '#kernel/ui/index.ts'
import { type DeliveryChannel, deliveryChannel } from '#vocabulary'
import { createAuthority } from './contract.ts'
import { useRefreshAuthorities } from './useAuthorityActs.ts'
import { zoneOptions } from './words.ts'

const channels = optionsOf(deliveryChannel)

interface NewAuthorityDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** An authority that the 101 départements do not bring: a prosecutor's office, for instance. */
export function NewAuthorityDialog({ isOpen, onOpenChange }: NewAuthorityDialogProps) {
  const [name, setName] = useState('')
  const [channel, setChannel] = useState<DeliveryChannel>('hand_over')
  const [timeZone, setTimeZone] = useState('Europe/Paris')
  const [fault, setFault] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const refresh = useRefreshAuthorities()
  const create = async () => {
    setPending(true)
    setFault(null)
    try {
      const { id } = await call(createAuthority, { input: { name, channel, timeZone }, key })
      setName('')
      setKey(newId())
      onOpenChange(false)
      await refresh()
      router.history.push(`/bureau/autorites/${id}`)
    } catch (error) {
      setFault(error)
      // A refusal ends the request; an absence of answer may hide a success, and the same key then finds it.
      if (error instanceof RefusalError) setKey(newId())
    } finally {
      setPending(false)
    }
  }
  return (
    <Dialog
      title="Ajouter une autorité"
      lead="Elle ne recevra rien avant d’avoir un service."
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={
        <>
          <Button onPress={() => onOpenChange(false)}>Annuler</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={name.trim() === ''}
            onPress={() => void create()}
          >
            Ajouter
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void create()}>
        {fault !== null && <Banner tone="attention" title={sentenceOf(fault)} isLive />}
        <TextField
          label="Nom"
          description="Tel qu’il sera relu avant chaque envoi : « Parquet de Colmar »."
          value={name}
          onChange={setName}
          error={fault instanceof RefusalError ? fault.of('name') : undefined}
          isRequired
          autoFocus
          maxLength={160}
        />
        <RadioChips
          label="Voie d’envoi"
          options={channels}
          value={channel}
          onChange={(next) => next && setChannel(next)}
          noneLabel={false}
        />
        <Select
          label="Horloge"
          options={zoneOptions}
          value={timeZone}
          onChange={(zone) => zone && setTimeZone(zone)}
        />
      </Form>
    </Dialog>
  )
}
