/** An application that knows nothing of this project: asks the URL that it is given, and prints the answer. */
const [url = ""] = process.argv.slice(2);
const response = await fetch(url, {
  method: "POST",
  body: "{}",
  headers: {
    Authorization: "Bearer sk-kimi-test-000000000000",
    "User-Agent": "OpenAI/JS 6.10.0",
  },
});
console.log(response.status, await response.text());
