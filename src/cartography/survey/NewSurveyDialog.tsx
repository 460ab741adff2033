import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Banner, Button, Dialog, Form, optionsOf, Select, TextField } from '#kernel/ui/index.ts'
import { type QuestionnaireAddressee, questionnaireAddressee } from '#vocabulary'
import { createSurvey } from './contract.ts'

interface NewSurveyDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** A questionnaire beside the four of the programme. */
export function NewSurveyDialog({ isOpen, onOpenChange }: NewSurveyDialogProps) {
  const [title, setTitle] = useState('')
  const [addressee, setAddressee] = useState<QuestionnaireAddressee | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const create = async () => {
    setPending(true)
    setFault(null)
    try {
      const { id } = await call(createSurvey, { input: { title, addressee }, key })
      onOpenChange(false)
      router.history.push(`/bureau/questionnaires/${id}`)
    } catch (error) {
      setFault(error)
      if (error instanceof RefusalError) setKey(newId())
    } finally {
      setPending(false)
    }
  }
  return (
    <Dialog
      title="Nouveau questionnaire"
      lead="Il reste un brouillon jusqu’à sa publication."
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={
        <>
          <Button onPress={() => onOpenChange(false)}>Annuler</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={title.trim().length < 3}
            onPress={() => void create()}
          >
            Commencer
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void create()}>
        {fault !== null && <Banner tone="attention" title={sentenceOf(fault)} isLive />}
        <TextField
          label="Titre"
          value={title}
          onChange={setTitle}
          error={fault instanceof RefusalError ? fault.of('title') : undefined}
          isRequired
          autoFocus
          maxLength={200}
        />
        <Select
          label="Destinataire"
          noneLabel="Aucun en particulier"
          options={optionsOf(questionnaireAddressee)}
          value={addressee}
          onChange={setAddressee}
        />
      </Form>
    </Dialog>
  )
}
