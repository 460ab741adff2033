import { useState } from 'react'
import { Button, DateTimeField, FieldRow, Form, Switch, TextArea, TextField } from '#kernel/ui/index.ts'
import { BannerLook } from './BannerPage.tsx'
import type { BannerFields } from './contract.ts'

/** Writes an announcement and shows it as it will be, before every page says it. */
export function BannerForm({
  isPending,
  onPublish,
}: {
  readonly isPending: boolean
  readonly onPublish: (fields: BannerFields) => Promise<void>
}) {
  const [text, setText] = useState('')
  const [isUrgent, setUrgent] = useState(false)
  const [href, setHref] = useState('')
  const [label, setLabel] = useState('')
  const [startsAt, setStart] = useState<string | null>(null)
  const [endsAt, setEnd] = useState<string | null>(null)
  const link = href.trim() && label.trim() ? { href: href.trim(), label: label.trim() } : null
  const isHalfLink = (href.trim() === '') !== (label.trim() === '')
  const isBackwards = endsAt !== null && Date.parse(endsAt) <= (startsAt ? Date.parse(startsAt) : Date.now())
  const isReady = text.trim() !== '' && !isHalfLink && !isBackwards
  const publish = async () => {
    await onPublish({ text: text.trim(), isUrgent, link, startsAt, endsAt })
    setText('')
    setHref('')
    setLabel('')
    setStart(null)
    setEnd(null)
    setUrgent(false)
  }
  return (
    <Form onSubmit={() => isReady && void publish()}>
      <TextArea
        label="Texte"
        description="Une ou deux phrases, en mots simples. Rien de personnel : tout le monde le lit."
        value={text}
        onChange={setText}
        maxLength={400}
        rows={2}
      />
      <Switch isSelected={isUrgent} onChange={setUrgent}>
        Urgente : sur fond rouge
      </Switch>
      <FieldRow>
        <TextField
          label="Page à ouvrir"
          description="Par exemple /urgence"
          value={href}
          onChange={setHref}
          error={isHalfLink && href.trim() === '' ? 'Donnez aussi la page.' : undefined}
        />
        <TextField
          label="Mots du lien"
          value={label}
          onChange={setLabel}
          error={isHalfLink && label.trim() === '' ? 'Donnez aussi les mots du lien.' : undefined}
        />
      </FieldRow>
      <FieldRow>
        <DateTimeField
          label="À partir de"
          description="Vide : tout de suite."
          value={startsAt}
          onChange={setStart}
        />
        <DateTimeField
          label="Jusqu’à"
          description="Vide : jusqu’à ce que quelqu’un la retire."
          value={endsAt}
          onChange={setEnd}
          error={isBackwards ? 'La fin est déjà passée, ou précède le début.' : undefined}
        />
      </FieldRow>
      {text.trim() !== '' && (
        <section aria-label="Aperçu">
          <BannerLook fields={{ text, isUrgent, link }} />
        </section>
      )}
      <Button type="submit" variant="primary" isPending={isPending} isDisabled={!isReady}>
        {startsAt ? 'Publier à l’heure dite' : 'Publier maintenant'}
      </Button>
    </Form>
  )
}
