// What clients of npm see of the trust: `node clients.mjs NAME BASE_URL KEY` prints it as JSON.
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import OpenAI from "openai";

const [name, baseURL, apiKey] = process.argv.slice(2);
const messages = [{ role: "user", content: "a?" }];
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

const metadataExtractor = {
  extractMetadata: async ({ parsedBody }) => ({ trustcore: parsedBody.trust }),
  createStreamExtractor: () => {
    let trust;
    return {
      processChunk: (chunk) => { trust = chunk.trust ?? trust; },
      buildMetadata: () => ({ trustcore: trust }),
    };
  },
};
const model = createOpenAICompatible({ name: "trustcore", baseURL, apiKey, metadataExtractor })("m");

const clients = {
  async openai() {
    const { data, response } = await client.chat.completions.create({ model: "m", messages }).withResponse();
    const found = await client.get(`/trust/${data.id}?wait=10`);
    return { text: data.choices[0].message.content, trust: data.trust, header: response.headers.get("x-trust-score"), found };
  },
  async openai_stream() {
    let text = "", trust;
    for await (const chunk of await client.chat.completions.create({ model: "m", messages, stream: true })) {
      text += chunk.choices[0]?.delta.content ?? "";
      trust = chunk.trust ?? trust;
    }
    return { text, trust };
  },
  async openai_helper() {
    const stream = client.chat.completions.stream({ model: "m", messages });
    let trust;
    stream.on("chunk", (chunk) => { trust = chunk.trust ?? trust; });
    const final = await stream.finalChatCompletion();
    return { text: final.choices[0].message.content, trust, kept: final.trust };
  },
  async openai_responses() {
    const made = await client.responses.create({ model: "m", input: "a?" });
    return { text: made.output_text, trust: made.trust, metadata: made.metadata };
  },
  async openai_responses_stream() {
    let text = "", trust;
    for await (const event of await client.responses.create({ model: "m", input: "a?", stream: true })) {
      if (event.type === "response.output_text.delta") text += event.delta;
      if (event.type === "response.completed") trust = event.response.trust;
    }
    return { text, trust };
  },
  async openai_responses_helper() {
    const final = await client.responses.stream({ model: "m", input: "a?" }).finalResponse();
    return { text: final.output_text, trust: final.trust, metadata: final.metadata };
  },
  async openai_error() {
    try {
      for await (const _ of await client.chat.completions.create({ model: "m", messages: [{ role: "user", content: "break?" }], stream: true }));
    } catch (error) {
      return { own: error instanceof OpenAI.APIError, message: error.message };
    }
    return {};
  },
  async ai_sdk() {
    const made = await generateText({ model, prompt: "a?", maxRetries: 0 });
    return { text: made.text, trust: made.providerMetadata.trustcore, header: made.response.headers["x-trust-score"] };
  },
  async ai_sdk_stream() {
    const made = streamText({ model, prompt: "a?", maxRetries: 0 });
    let text = "";
    for await (const piece of made.textStream) text += piece;
    return { text, trust: (await made.providerMetadata).trustcore };
  },
};

console.log(JSON.stringify(await clients[name]()));
