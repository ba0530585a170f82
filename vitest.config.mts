import { defineConfig } from "vitest/config";

/** One project per tier; `make check` runs `unit`, `make test` runs all. */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            "**/.toolchain/**",
            "**/*.{program,cluster,dataplane,e2e}.test.ts",
            "policies/**",
          ],
          testTimeout: 60_000,
          // Loading Pulumi once per worker instead of once per file halves the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "policies",
          include: ["policies/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 60_000,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "program",
          include: ["**/*.program.test.ts"],
          exclude: ["**/node_modules/**", "**/.toolchain/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "dataplane",
          include: ["**/*.dataplane.test.ts"],
          exclude: ["**/node_modules/**", "**/.toolchain/**"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "cluster",
          include: ["**/*.cluster.test.ts"],
          exclude: ["**/node_modules/**", "**/.toolchain/**"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["**/*.e2e.test.ts"],
          exclude: ["**/node_modules/**", "**/.toolchain/**"],
          testTimeout: 600_000,
          // The first time, tools and images are made.
          hookTimeout: 3_600_000,
          // Each file has nodes of its own, and a platform on one takes some 6 GiB.
          maxWorkers: 2,
        },
      },
    ],
  },
});
