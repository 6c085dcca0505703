/** An application that is refused twice and then ends by itself. */
const [url = ""] = process.argv.slice(2);
for (let turn = 0; turn < 2; turn += 1) {
  const response = await fetch(url, {
    method: "POST",
    body: "{}",
    headers: { Authorization: "Bearer sk-kimi-wrong-000000000000" },
  });
  await response.text();
}
