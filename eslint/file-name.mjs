import { basename } from "node:path";

const NO_IDEA = /^(utils?|helpers?|common|misc|shared|lib)\.[cm]?[jt]s$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** A file is named after its one idea, in kebab-case. */
export const fileName = {
  meta: {
    type: "problem",
    docs: { description: "name a file after its one idea, in kebab-case" },
    messages: {
      noIdea:
        "{{file}} has no idea of its own: name the file after the one thing that it is about.",
      notKebab: "{{file}} is not in kebab-case: write it like skywalking-ui.ts.",
    },
    schema: [],
  },
  create(context) {
    const file = basename(context.filename);
    return {
      Program: (node) => {
        if (NO_IDEA.test(file)) context.report({ node, messageId: "noIdea", data: { file } });
        else if (!KEBAB.test(file)) context.report({ node, messageId: "notKebab", data: { file } });
      },
    };
  },
};
