import type { Handler } from '#kernel/http.server.ts'
import { action } from './action/handlers.server.ts'
import { authority } from './authority/handlers.server.ts'
import { callback } from './callback/handlers.server.ts'
import { contact } from './contact/handlers.server.ts'
import { debrief } from './debrief/handlers.server.ts'
import { delivery } from './delivery/handlers.server.ts'
import { documentation } from './documentation/handlers.server.ts'
import { handover } from './handover/handlers.server.ts'
import { importing } from './import/handlers.server.ts'
import { liaison } from './liaison/handlers.server.ts'
import { matching } from './matching/handlers.server.ts'
import { orientation } from './orientation/handlers.server.ts'
import { presence } from './presence/handlers.server.ts'
import { safeContact } from './safecontact/handlers.server.ts'
import { situation } from './situation/handlers.server.ts'
import { transmissionDocument } from './transmission/document/handlers.server.ts'
import { transmissionFigures } from './transmission/figures/handlers.server.ts'
import { transmission } from './transmission/handlers.server.ts'
import { webForm } from './webform/handlers.server.ts'

/** The endpoints of the listening axis. */
export const listening: readonly Handler[] = [
  ...contact,
  ...webForm,
  ...situation,
  ...action,
  ...callback,
  ...safeContact,
  ...liaison,
  ...orientation,
  ...documentation,
  ...presence,
  ...handover,
  ...debrief,
  ...matching,
  ...importing,
  ...delivery,
  ...authority,
  ...transmissionDocument,
  ...transmissionFigures,
  ...transmission,
]
