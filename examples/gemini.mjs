// Google's SDK: the key goes in `x-goog-api-key`, the model in the path. GEMINI_URL names another address than Google's.
import { GoogleGenAI } from "@google/genai";
import { installProviderHeaders } from "provider-headers";

const baseUrl = process.env.GEMINI_URL ?? "https://generativelanguage.googleapis.com";
const apiKey = process.env.GEMINI_API_KEY;

const installation = installProviderHeaders({
  providers: {
    google: {
      baseUrl: `${baseUrl}/v1beta`,
      apiKey,
      api: "google-generative-ai",
      headers: { "X-Goog-User-Project": "my-project" },
    },
  },
});

const client = new GoogleGenAI({ apiKey, httpOptions: { baseUrl } });
const answer = await client.models.generateContent({
  model: "gemini-2.5-flash",
  contents: "Say hello.",
});
console.log(answer.text);
installation.uninstall();
