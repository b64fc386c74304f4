import shots from "./playwright.config";
export default { ...shots, testMatch: "look.ts" };
