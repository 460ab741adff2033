import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Banner, Button, Dialog, Form, Stack, TextField, toast } from '#kernel/ui/index.ts'
import { useDirectoryActs } from '../directory/useDirectory.ts'
import { addCorrespondent } from './contract.ts'

/** Somebody of a service whom one may write to about its entry. */
export function CorrespondentDialog({ serviceId, onClose }: { serviceId: string; onClose: () => void }) {
  const { refresh } = useDirectoryActs()
  const [key] = useState(newId)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [isSending, setSending] = useState(false)
  const [error, setError] = useState<unknown>()
  const fault =
    error instanceof RefusalError ? error.fields.find(({ field }) => field === 'email') : undefined
  const send = async () => {
    setSending(true)
    setError(undefined)
    try {
      const input = { name: name.trim() || null, email: email.trim() }
      await call(addCorrespondent, { params: { id: serviceId }, input, key })
      toast({ text: 'Correspondant ajouté : vous pouvez lui écrire.' })
      await refresh()
      onClose()
    } catch (problem) {
      setError(problem)
    } finally {
      setSending(false)
    }
  }
  return (
    <Dialog
      title="Ajouter quelqu’un à qui écrire"
      lead="Une personne du service, ou l’adresse de son accueil."
      isOpen
      onOpenChange={onClose}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button
            variant="primary"
            isPending={isSending}
            isDisabled={email.trim() === ''}
            onPress={() => void send()}
          >
            Ajouter
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void send()}>
        <Stack>
          {error !== undefined && !fault && <Banner tone="attention" title={sentenceOf(error)} isLive />}
          <TextField label="Nom" value={name} onChange={setName} maxLength={200} autoFocus />
          <TextField
            label="Courriel"
            type="email"
            value={email}
            onChange={setEmail}
            maxLength={200}
            error={fault?.message}
          />
        </Stack>
      </Form>
    </Dialog>
  )
}
