import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Cluster, Form, optionsOf, Select, Stack, TextField } from '#kernel/ui/index.ts'
import { OneTimePassword } from '#office/account/OneTimePassword.tsx'
import { type PartnerRole, partnerRole } from '#vocabulary'
import { inviteAuthorityPerson } from './contract.ts'
import { peopleKey } from './peopleKey.ts'

/** Invites somebody of an authority, then shows their first password once. */
export function InviteForm({ authorityId, onClose }: { authorityId: string; onClose: () => void }) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<PartnerRole>('agent')
  // One key per intention: pressing twice, or again after a lost answer, invites once.
  const key = useRef({ of: '', value: '' })
  const invite = useMutation({
    mutationFn: () => {
      const input = { name, email: email.trim(), role }
      const of = JSON.stringify(input)
      if (key.current.of !== of) key.current = { of, value: crypto.randomUUID() }
      return call(inviteAuthorityPerson, { params: { id: authorityId }, input, key: key.current.value })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: peopleKey(authorityId) }),
  })
  if (invite.data)
    return (
      <Stack gap={4}>
        <OneTimePassword login={email.trim()} password={invite.data.password} />
        <Cluster align="end">
          <Button variant="primary" onPress={onClose}>
            C’est noté
          </Button>
        </Cluster>
      </Stack>
    )
  const fault = invite.error instanceof RefusalError ? invite.error : undefined
  const emailFault = fault?.of('email') ?? (fault?.code === 'email_taken' ? fault.message : undefined)
  return (
    <Form onSubmit={() => invite.mutate()}>
      {invite.error && !emailFault && <Banner tone="danger">{sentenceOf(invite.error)}</Banner>}
      <TextField label="Nom" value={name} onChange={setName} autoFocus isRequired error={fault?.of('name')} />
      <TextField
        label="Adresse électronique"
        description="Professionnelle et personnelle à la fois : elle sert à entrer, et à prévenir d’un envoi sans rien en dire."
        type="email"
        value={email}
        onChange={setEmail}
        isRequired
        error={emailFault}
      />
      <Select
        label="Rôle"
        description={partnerRole.entry(role)?.hint}
        options={optionsOf(partnerRole)}
        value={role}
        onChange={(next) => next && setRole(next)}
        isRequired
      />
      <Cluster align="end">
        <Button onPress={onClose}>Annuler</Button>
        <Button
          type="submit"
          variant="primary"
          isPending={invite.isPending}
          isDisabled={name.trim().length < 2 || email.trim() === ''}
        >
          Inviter
        </Button>
      </Cluster>
    </Form>
  )
}
