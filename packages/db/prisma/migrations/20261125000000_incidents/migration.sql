-- Incidents, who is told of them and how, maintenance, on-call, and what changed before.

ALTER TABLE "monitor" ADD COLUMN     "depends_on" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "min_regions" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "remind_every_minutes" INTEGER,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "monitor_key" INTEGER,
    "region" TEXT,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "error_code" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "parent_id" UUID,
    "quiet_because" TEXT,
    "flapping" BOOLEAN NOT NULL DEFAULT false,
    "outages" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[],
    "evidence" JSONB,
    "next_reminder_at" TIMESTAMPTZ(3),
    "escalation_policy_id" UUID,
    "escalation_step" INTEGER NOT NULL DEFAULT 0,
    "next_escalation_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "incident_event" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL DEFAULT 'system',
    "actor_name" TEXT,
    "message" TEXT,
    "data" JSONB,

    CONSTRAINT "incident_event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "channel" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "fallback_id" UUID,
    "quiet_hours" JSONB,
    "digest_seconds" INTEGER NOT NULL DEFAULT 30,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "broken_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "last_sent_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "member_id" UUID,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "notice_rule" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "monitor_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "severities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "channel_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "escalation_policy_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_rule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "event_key" TEXT NOT NULL,
    "incident_id" UUID,
    "severity" TEXT NOT NULL,
    "notice" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "seq" BIGSERIAL NOT NULL,
    "first_attempt_at" TIMESTAMPTZ(3),
    "told_parts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "held_by" TEXT,
    "digest_id" UUID,
    "instead_of" UUID,
    "checked_at" TIMESTAMPTZ(3),
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "receipt" TEXT,
    "last_error" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "delivery_attempt" (
    "delivery_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" REAL NOT NULL,
    "outcome" TEXT NOT NULL,
    "http_status" SMALLINT,
    "message" TEXT,

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("delivery_id","attempt")
);

CREATE TABLE "digest" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "handle" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "maintenance_window" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_seconds" INTEGER,
    "rrule" TEXT,
    "time_zone" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "monitor_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "counts_for_uptime" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "maintenance_window_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "escalation_policy" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "steps" JSONB NOT NULL,
    "repeats" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "escalation_policy_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "on_call_schedule" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "layers" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "on_call_schedule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "on_call_override" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "on_call_override_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "push_subscription" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "keys" TEXT NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "deploy_marker" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT,
    "url" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "monitor_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "created_by" TEXT,

    CONSTRAINT "deploy_marker_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "target_trait" (
    "monitor_key" INTEGER NOT NULL,
    "region_key" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "target_trait_pkey" PRIMARY KEY ("monitor_key","region_key","kind")
);

CREATE TABLE "target_change" (
    "id" BIGSERIAL NOT NULL,
    "monitor_key" INTEGER NOT NULL,
    "region_key" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,

    CONSTRAINT "target_change_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "region_blindness" (
    "id" BIGSERIAL NOT NULL,
    "region_key" SMALLINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "because" TEXT NOT NULL,

    CONSTRAINT "region_blindness_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "domain_expiry" (
    "domain" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,

    CONSTRAINT "domain_expiry_pkey" PRIMARY KEY ("domain")
);

CREATE INDEX "incident_workspace_id_started_at_id_idx" ON "incident"("workspace_id", "started_at" DESC, "id" DESC);

CREATE INDEX "incident_monitor_key_started_at_idx" ON "incident"("monitor_key", "started_at" DESC);

CREATE INDEX "incident_parent_id_idx" ON "incident"("parent_id");

CREATE INDEX "incident_next_reminder_at_idx" ON "incident"("next_reminder_at");

CREATE INDEX "incident_next_escalation_at_idx" ON "incident"("next_escalation_at");

CREATE INDEX "incident_status_quiet_because_idx" ON "incident"("status", "quiet_because");

CREATE UNIQUE INDEX "channel_workspace_id_member_id_key" ON "channel"("workspace_id", "member_id");

CREATE INDEX "incident_event_incident_id_id_idx" ON "incident_event"("incident_id", "id");

CREATE INDEX "channel_workspace_id_created_at_idx" ON "channel"("workspace_id", "created_at");

CREATE INDEX "notice_rule_workspace_id_position_idx" ON "notice_rule"("workspace_id", "position");

CREATE INDEX "delivery_next_attempt_at_idx" ON "delivery"("next_attempt_at");

CREATE INDEX "delivery_channel_id_next_attempt_at_idx" ON "delivery"("channel_id", "next_attempt_at");

CREATE INDEX "delivery_workspace_id_queued_at_idx" ON "delivery"("workspace_id", "queued_at" DESC);

CREATE INDEX "delivery_incident_id_idx" ON "delivery"("incident_id");

CREATE UNIQUE INDEX "delivery_channel_id_event_key_key" ON "delivery"("channel_id", "event_key");

CREATE INDEX "digest_channel_id_opened_at_idx" ON "digest"("channel_id", "opened_at");

CREATE INDEX "maintenance_window_workspace_id_starts_at_idx" ON "maintenance_window"("workspace_id", "starts_at");

CREATE INDEX "maintenance_window_updated_at_idx" ON "maintenance_window"("updated_at");

CREATE INDEX "escalation_policy_workspace_id_created_at_idx" ON "escalation_policy"("workspace_id", "created_at");

CREATE INDEX "on_call_schedule_workspace_id_created_at_idx" ON "on_call_schedule"("workspace_id", "created_at");

CREATE INDEX "on_call_override_schedule_id_ends_at_idx" ON "on_call_override"("schedule_id", "ends_at");

CREATE UNIQUE INDEX "push_subscription_endpoint_key" ON "push_subscription"("endpoint");

CREATE INDEX "push_subscription_user_id_idx" ON "push_subscription"("user_id");

CREATE INDEX "deploy_marker_workspace_id_at_idx" ON "deploy_marker"("workspace_id", "at");

CREATE INDEX "target_change_monitor_key_at_idx" ON "target_change"("monitor_key", "at");

CREATE INDEX "region_blindness_region_key_since_idx" ON "region_blindness"("region_key", "since");

ALTER TABLE "incident" ADD CONSTRAINT "incident_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "incident" ADD CONSTRAINT "incident_monitor_key_fkey" FOREIGN KEY ("monitor_key") REFERENCES "monitor"("key") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "incident" ADD CONSTRAINT "incident_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "incident_event" ADD CONSTRAINT "incident_event_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "channel" ADD CONSTRAINT "channel_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "channel" ADD CONSTRAINT "channel_fallback_id_fkey" FOREIGN KEY ("fallback_id") REFERENCES "channel"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "channel" ADD CONSTRAINT "channel_workspace_id_member_id_fkey" FOREIGN KEY ("workspace_id", "member_id") REFERENCES "membership"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE NO ACTION;

ALTER TABLE "membership" ADD COLUMN "on_call_channel_id" UUID;

ALTER TABLE "membership" ADD CONSTRAINT "membership_on_call_channel_id_fkey" FOREIGN KEY ("on_call_channel_id") REFERENCES "channel"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "notice_rule" ADD CONSTRAINT "notice_rule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "delivery" ADD CONSTRAINT "delivery_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "delivery" ADD CONSTRAINT "delivery_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "delivery_attempt" ADD CONSTRAINT "delivery_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "maintenance_window" ADD CONSTRAINT "maintenance_window_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "escalation_policy" ADD CONSTRAINT "escalation_policy_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "on_call_schedule" ADD CONSTRAINT "on_call_schedule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "on_call_override" ADD CONSTRAINT "on_call_override_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "on_call_schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "on_call_override" ADD CONSTRAINT "on_call_override_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "deploy_marker" ADD CONSTRAINT "deploy_marker_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

