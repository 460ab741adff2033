import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { PhoneIncoming } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Button, toast } from '#kernel/ui/index.ts'
import { createContact } from '#listening/contact/contract.ts'

/** Picks up, from anywhere: the contact exists from this second on. */
export function NewContact() {
  const router = useRouter()
  const create = useMutation({
    mutationFn: () => call(createContact, { input: { channel: 'phone', direction: 'inbound' } }),
    onSuccess: ({ id }) => router.navigate({ to: '/bureau/contacts/$id', params: { id } }),
    onError: (error) => toast({ text: sentenceOf(error) }),
  })
  const pickUp = () => {
    if (!create.isPending) create.mutate()
  }
  useShortcut('n', pickUp, { label: 'Nouvel appel', group: 'Agir' })
  return (
    <Button
      variant="primary"
      icon={PhoneIncoming}
      shortcut="n"
      isPending={create.isPending}
      onPress={pickUp}
      isWide
    >
      Nouvel appel
    </Button>
  )
}
