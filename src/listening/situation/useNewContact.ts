import { useRouter } from '@tanstack/react-router'
import { call, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { createContact } from '#listening/contact/contract.ts'
import type { Situation } from './contract.ts'

/** Picks up a contact that is already known to be about this file. */
export function useNewContact(file: Situation) {
  const router = useRouter()
  return async () => {
    try {
      const { id } = await call(createContact, {
        input: { channel: 'phone', direction: 'inbound', situationId: file.id },
      })
      router.history.push(`/bureau/contacts/${id}`)
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
  }
}
