import * as z from "zod/mini";
import { emailSchema, passwordSchema, usernameSchema } from "~/social/me/accountRules";

export const registrationSchema = z.object({
  username: usernameSchema,
  email: emailSchema,
  password: passwordSchema,
});

export type RegistrationForm = z.infer<typeof registrationSchema>;
