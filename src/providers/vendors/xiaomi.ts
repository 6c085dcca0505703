import type { Vendor } from "../provider.ts";

/** Pay-as-you-go and the token plan take keys of their own, told apart by their prefix (can1357/oh-my-pi #772). */
export const xiaomi: Vendor = {
  name: "xiaomi",
  providers: [
    {
      ids: ["xiaomi"],
      otherNames: ["mimo", "xiaomi-mimo"],
      endpoints: ["api.xiaomimimo.com"],
      keyPrefixes: ["sk-"],
    },
    {
      ids: ["xiaomi-token-plan"],
      otherNames: [
        "mimo-token-plan",
        "xiaomi-token-plan-cn",
        "xiaomi-token-plan-sgp",
        "xiaomi-token-plan-ams",
      ],
      endpoints: [
        "token-plan-cn.xiaomimimo.com",
        "token-plan-sgp.xiaomimimo.com",
        "token-plan-ams.xiaomimimo.com",
      ],
      keyPrefixes: ["tp-"],
    },
  ],
};
