import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { sendFeedbackRequests } from './feedback.server.ts'
import { type MeetingMail, remind, sendMessage } from './send.server.ts'

const Payload = z.object({ id: z.uuid() })

/** What meetings have sent, one identifier at a time. */
export const meetingTasks = (mail: MeetingMail): TaskList => ({
  meeting_message: (payload) => sendMessage(mail, Payload.parse(payload).id),
  meeting_reminder: (payload) => remind(mail, Payload.parse(payload).id),
  meeting_feedback: (payload) => sendFeedbackRequests(mail, Payload.parse(payload).id),
})
