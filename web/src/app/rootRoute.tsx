import { createRootRoute } from "@tanstack/react-router";
import { Root } from "./Root";

export const root = createRootRoute({ component: Root });
