import { TextLink } from './Button.tsx'
import { formatPhone } from './format.ts'

/** The switchboard of a service, as its directory gives it. Never the number of a person: there is one door for those. */
export function SwitchboardLink({ phone }: { readonly phone: string }) {
  return <TextLink href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{formatPhone(phone)}</TextLink>
}

/** The mailbox of a service, as its directory gives it. Never the address of a person. */
export function MailboxLink({ email }: { readonly email: string }) {
  return <TextLink href={`mailto:${email}`}>{email}</TextLink>
}
