CREATE TYPE "role" AS ENUM ('owner', 'admin', 'editor', 'viewer');

CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "membership" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("workspace_id","user_id")
);

CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT,
    "ip_address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "refresh_token" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_token_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "idempotency_key" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "reply" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("workspace_id","key")
);

CREATE TABLE "monitor" (
    "id" UUID NOT NULL,
    "key" SERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "interval_seconds" INTEGER NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "regions" TEXT[],
    "confirmations" INTEGER NOT NULL,
    "recoveries" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "monitor_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "schedule_revision" (
    "monitor_key" INTEGER NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "interval_seconds" INTEGER NOT NULL,
    "anchor_ms" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL,

    CONSTRAINT "schedule_revision_pkey" PRIMARY KEY ("monitor_key","effective_from")
);

CREATE TABLE "monitor_state" (
    "monitor_key" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "status_since" TIMESTAMPTZ(3),
    "status_reason" TEXT,
    "slot" TIMESTAMPTZ(3),
    "certificate_expires_at" TIMESTAMPTZ(3),
    "certificate" JSONB,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "monitor_state_pkey" PRIMARY KEY ("monitor_key")
);

CREATE TABLE "heartbeat" (
    "monitor_key" INTEGER NOT NULL,
    "token" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3),
    "last_status" TEXT,
    "last_message" TEXT,
    "last_duration_ms" DOUBLE PRECISION,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("monitor_key")
);

CREATE TABLE "region" (
    "key" SMALLSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "region_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "scheduler_lease" (
    "shard" SMALLINT NOT NULL,
    "owner" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "watermark" TIMESTAMPTZ(3),

    CONSTRAINT "scheduler_lease_pkey" PRIMARY KEY ("shard")
);

CREATE TABLE "scheduler_owner" (
    "owner" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scheduler_owner_pkey" PRIMARY KEY ("owner")
);

CREATE TABLE "installation" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("name")
);

-- Partitioned from the start; the timescale backend rebuilds both tables as hypertables while they are empty (src/storage).
CREATE TABLE "check_result" (
    "monitor_key" INTEGER NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "region_key" SMALLINT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "verdict" SMALLINT NOT NULL,
    "lag_ms" INTEGER NOT NULL,
    "total_ms" REAL,
    "dns_ms" REAL,
    "connect_ms" REAL,
    "tls_ms" REAL,
    "ttfb_ms" REAL,
    "transfer_ms" REAL,
    "http_status" SMALLINT,
    "error_code" TEXT,

    CONSTRAINT "check_result_pkey" PRIMARY KEY ("monitor_key","slot","region_key","attempt")
) PARTITION BY RANGE ("slot");

CREATE TABLE "check_evidence" (
    "monitor_key" INTEGER NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "region_key" SMALLINT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "message" TEXT,
    "evidence" JSONB,

    CONSTRAINT "check_evidence_pkey" PRIMARY KEY ("monitor_key","slot","region_key","attempt")
) PARTITION BY RANGE ("slot");

CREATE TABLE "check_rollup_hour" (
    "monitor_key" INTEGER NOT NULL,
    "start" TIMESTAMPTZ(3) NOT NULL,
    "region_key" SMALLINT NOT NULL,
    "up" INTEGER NOT NULL,
    "degraded" INTEGER NOT NULL,
    "down" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "timed" INTEGER NOT NULL,
    "total_sum" DOUBLE PRECISION NOT NULL,
    "total_min" REAL,
    "total_max" REAL,
    "phase_sums" DOUBLE PRECISION[],
    "phase_counts" INTEGER[],
    "histogram" INTEGER[],

    CONSTRAINT "check_rollup_hour_pkey" PRIMARY KEY ("monitor_key","start","region_key")
);

CREATE TABLE "check_rollup_day" (
    "monitor_key" INTEGER NOT NULL,
    "start" TIMESTAMPTZ(3) NOT NULL,
    "region_key" SMALLINT NOT NULL,
    "up" INTEGER NOT NULL,
    "degraded" INTEGER NOT NULL,
    "down" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "timed" INTEGER NOT NULL,
    "total_sum" DOUBLE PRECISION NOT NULL,
    "total_min" REAL,
    "total_max" REAL,
    "phase_sums" DOUBLE PRECISION[],
    "phase_counts" INTEGER[],
    "histogram" INTEGER[],

    CONSTRAINT "check_rollup_day_pkey" PRIMARY KEY ("monitor_key","start","region_key")
);

CREATE TABLE "dirty_hour" (
    "monitor_key" INTEGER NOT NULL,
    "start" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dirty_hour_pkey" PRIMARY KEY ("monitor_key","start")
);
CREATE INDEX "check_rollup_hour_start_idx" ON "check_rollup_hour" USING BRIN ("start");
CREATE INDEX "check_rollup_day_start_idx" ON "check_rollup_day" USING BRIN ("start");
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");
CREATE INDEX "session_user_id_idx" ON "session"("user_id");
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");
CREATE UNIQUE INDEX "refresh_token_token_hash_key" ON "refresh_token"("token_hash");
CREATE INDEX "refresh_token_session_id_idx" ON "refresh_token"("session_id");
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");
CREATE UNIQUE INDEX "monitor_key_key" ON "monitor"("key");
CREATE INDEX "monitor_workspace_id_created_at_id_idx" ON "monitor"("workspace_id", "created_at", "id");
CREATE INDEX "monitor_updated_at_idx" ON "monitor"("updated_at");
CREATE UNIQUE INDEX "heartbeat_token_key" ON "heartbeat"("token");
CREATE UNIQUE INDEX "region_code_key" ON "region"("code");
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "monitor" ADD CONSTRAINT "monitor_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "schedule_revision" ADD CONSTRAINT "schedule_revision_monitor_key_fkey" FOREIGN KEY ("monitor_key") REFERENCES "monitor"("key") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "monitor_state" ADD CONSTRAINT "monitor_state_monitor_key_fkey" FOREIGN KEY ("monitor_key") REFERENCES "monitor"("key") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "heartbeat" ADD CONSTRAINT "heartbeat_monitor_key_fkey" FOREIGN KEY ("monitor_key") REFERENCES "monitor"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- One row a shard, for SCHEDULER_SHARDS of api-contract/pipeline/topology.
INSERT INTO "scheduler_lease" ("shard") SELECT generate_series(0, 15);
