using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Settings;

/// <summary>Everything that can be set. Each setting has a default that runs on a laptop.</summary>
public sealed record ServiceSettings
{
    /// <summary>Folder of the embedded database and of the pictures. <c>TRADEMATRIX_DATA</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>PostgreSQL as <c>postgres://user:password@host:port/database</c>; null for the embedded SQLite. <c>DATABASE_URL</c>.</summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>Redis host; null to keep cache and counters in process and database. <c>REDIS_HOST</c>.</summary>
    public string? RedisHost { get; init; }

    /// <summary><c>REDIS_PORT</c>.</summary>
    public int RedisPort { get; init; } = 6379;

    /// <summary><c>REDIS_PASSWORD</c>.</summary>
    public string? RedisPassword { get; init; }

    /// <summary>Who draws: <c>embedded</c> or <c>chart-img</c>. <c>CHART_PROVIDER</c>.</summary>
    public string Provider { get; init; } = "embedded";

    /// <summary>Keys of chart-img.com, separated by commas. <c>CHART_IMG_API_KEY</c>.</summary>
    public IReadOnlyList<string> ChartImgKeys { get; init; } = [];

    /// <summary>Another address in place of chart-img.com's. <c>CHART_IMG_URL</c>.</summary>
    public Uri? ChartImgUrl { get; init; }

    /// <summary>Upstream calls a day (UTC), over all keys. <c>CHART_API_DAILY_LIMIT</c>.</summary>
    public int DailyLimit { get; init; } = 1000;

    /// <summary>Upstream calls in any second, over all keys. <c>CHART_API_PER_SECOND_LIMIT</c>.</summary>
    public int PerSecondLimit { get; init; } = 15;

    /// <summary>Calls of the day that only MorningPlanner and JournalBot may use. <c>CHART_API_RESERVE</c>.</summary>
    public int Reserve { get; init; } = 100;

    /// <summary>How long an upstream picture is taken from the cache. <c>CHART_CACHE_TTL</c>, seconds.</summary>
    public TimeSpan CacheTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a snapshot is kept. <c>SNAPSHOT_RETENTION_DAYS</c>.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Bucket for pictures; null for a folder. <c>S3_BUCKET</c>.</summary>
    public string? S3Bucket { get; init; }

    /// <summary>Address of the S3-compatible store. <c>S3_ENDPOINT</c>.</summary>
    public Uri S3Endpoint { get; init; } = new("https://s3.amazonaws.com");

    /// <summary><c>S3_REGION</c>.</summary>
    public string S3Region { get; init; } = "us-east-1";

    /// <summary><c>S3_ACCESS_KEY</c>.</summary>
    public string? S3AccessKey { get; init; }

    /// <summary><c>S3_SECRET_KEY</c>.</summary>
    public string? S3SecretKey { get; init; }

    /// <summary>Where the server listens. <c>TRADEMATRIX_URL</c>.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>The address that clients see, when a proxy stands before the server. <c>PUBLIC_URL</c>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Enabled feeds, the first that knows a symbol answers. <c>FEEDS</c>, separated by commas.</summary>
    public IReadOnlyList<string> Feeds { get; init; } = [FeedNames.Demo];

    /// <summary>Addresses in place of the vendors' own, by the feed's name. <c>FEED_URLS</c>, as <c>name=address</c> separated by commas.</summary>
    public IReadOnlyDictionary<string, Uri> FeedUrls { get; init; } = new Dictionary<string, Uri>(StringComparer.Ordinal);

    /// <summary><c>TWELVE_DATA_API_KEY</c>.</summary>
    public string? TwelveDataKey { get; init; }

    /// <summary><c>ALPHA_VANTAGE_API_KEY</c>.</summary>
    public string? AlphaVantageKey { get; init; }

    /// <summary>Folder of the feed <c>folder</c>. <c>FEED_FOLDER</c>.</summary>
    public string? FeedFolder { get; init; }

    /// <summary>Minutes between refreshes of followed series; 0 for on demand alone. <c>FEED_REFRESH_MINUTES</c>.</summary>
    public int FeedRefreshMinutes { get; init; }

    /// <summary>Secret of HS256 tokens, such as Supabase's. <c>SUPABASE_JWT_SECRET</c>.</summary>
    public string? JwtSecret { get; init; }

    /// <summary>Supabase project, whose key set (JWKS) signs tokens. <c>SUPABASE_URL</c>.</summary>
    public Uri? SupabaseUrl { get; init; }

    /// <summary>Key set (JWKS) of another issuer. <c>JWT_JWKS_URL</c>.</summary>
    public Uri? JwksUrl { get; init; }

    /// <summary>The other issuer, as its tokens name it. <c>JWT_ISSUER</c>.</summary>
    public string? JwtIssuer { get; init; }

    /// <summary>For whom the other issuer's tokens must be. <c>JWT_AUDIENCE</c>.</summary>
    public string? JwtAudience { get; init; }

    /// <summary>Web origins that a browser may call from. <c>CORS_ORIGINS</c>, separated by commas; none by default.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Largest request body in bytes. <c>MAX_REQUEST_BYTES</c>.</summary>
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>Mail server for alerts; null for none. <c>SMTP_HOST</c>.</summary>
    public string? SmtpHost { get; init; }

    /// <summary><c>SMTP_PORT</c>.</summary>
    public int SmtpPort { get; init; } = 587;

    /// <summary><c>SMTP_USER</c>.</summary>
    public string? SmtpUser { get; init; }

    /// <summary><c>SMTP_PASSWORD</c>.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>Sender of mails; null for the user. <c>SMTP_FROM</c>.</summary>
    public string? SmtpFrom { get; init; }

    /// <summary><c>auto</c>, <c>none</c>, <c>starttls</c> or <c>tls</c>. <c>SMTP_TLS</c>.</summary>
    public string SmtpTls { get; init; } = "auto";

    /// <summary>Where the operator wants mails. <c>ALERT_EMAIL</c>.</summary>
    public string? AlertEmail { get; init; }

    /// <summary>The bot that writes to chats. <c>TELEGRAM_BOT_TOKEN</c>.</summary>
    public string? TelegramToken { get; init; }

    /// <summary>The operator's chat. <c>TELEGRAM_CHAT_ID</c>.</summary>
    public string? TelegramChat { get; init; }

    /// <summary>Another address in place of Telegram's. <c>TELEGRAM_URL</c>.</summary>
    public Uri TelegramUrl { get; init; } = new("https://api.telegram.org");

    /// <summary>The operator's incoming webhook. <c>SLACK_WEBHOOK_URL</c>.</summary>
    public Uri? SlackUrl { get; init; }

    /// <summary>The operator's webhook. <c>DISCORD_WEBHOOK_URL</c>.</summary>
    public Uri? DiscordUrl { get; init; }

    /// <summary>The operator's own receiver. <c>ALERT_WEBHOOK_URL</c>.</summary>
    public Uri? AlertWebhookUrl { get; init; }

    /// <summary>Signs what that receiver gets. <c>ALERT_WEBHOOK_SECRET</c>.</summary>
    public string? AlertWebhookSecret { get; init; }

    /// <summary>Whether users' webhooks may be in a private network, and without TLS. <c>ALERT_ALLOW_PRIVATE</c>.</summary>
    public bool AlertAllowPrivate { get; init; }

    /// <summary>What the plans allow. <c>PLAN_BASIC</c>, <c>PLAN_PRO</c> and so on change the built-in ones.</summary>
    public IReadOnlyList<Plan> Plans { get; init; } = Plan.All;

    /// <summary>The plan of bearer tokens, which carry none. <c>TOKEN_PLAN</c>.</summary>
    public string TokenPlan { get; init; } = Plan.Unlimited.Name;

    /// <summary>What this process does, when the command does not say: <c>web</c> answers requests, <c>worker</c> does tasks, <c>scheduler</c> calls them. <c>ROLES</c>, separated by commas.</summary>
    public IReadOnlyList<string> Roles { get; init; } = ServiceRole.All;

    /// <summary>Tasks done at a time. <c>WORKERS</c>.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>After what silence of a worker its tasks go to another. <c>TASK_LEASE_SECONDS</c>.</summary>
    public TimeSpan TaskLease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Schedules in place of the tasks' own, by the name of the setting; null for none. <c>SCHEDULE_</c> and the task's name.</summary>
    public IReadOnlyDictionary<string, TaskSchedule?> Schedules { get; init; } = new Dictionary<string, TaskSchedule?>(StringComparer.Ordinal);

    /// <summary>A plan as it is set; null when there is none of that name.</summary>
    public Plan? PlanOf(string name) => Plans.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it runs on its own files alone, for one person.</summary>
    public bool IsEmbedded => DatabaseUrl is null;

    /// <summary>Takes the settings from named values.</summary>
    /// <param name="values">Names as of environment variables.</param>
    /// <exception cref="SettingsException">Some are wrong; it lists every problem.</exception>
    public static ServiceSettings Read(IReadOnlyDictionary<string, string> values)
    {
        var read = new SettingsReader(values);
        var defaults = new ServiceSettings { DataFolder = DefaultDataFolder(read.Text("XDG_DATA_HOME")) };
        var settings = new ServiceSettings
        {
            DataFolder = Path.GetFullPath(read.Text("TRADEMATRIX_DATA") ?? defaults.DataFolder),
            DatabaseUrl = read.Text("DATABASE_URL"),
            RedisHost = read.Text("REDIS_HOST"),
            RedisPort = read.Int("REDIS_PORT", defaults.RedisPort, 1, 65535),
            RedisPassword = read.Text("REDIS_PASSWORD"),
            Provider = read.Choice("CHART_PROVIDER", defaults.Provider, "embedded", "chart-img"),
            ChartImgKeys = read.List("CHART_IMG_API_KEY", defaults.ChartImgKeys),
            ChartImgUrl = read.Url("CHART_IMG_URL"),
            DailyLimit = read.Int("CHART_API_DAILY_LIMIT", defaults.DailyLimit, 0, int.MaxValue),
            PerSecondLimit = read.Int("CHART_API_PER_SECOND_LIMIT", defaults.PerSecondLimit, 1, 1000),
            Reserve = read.Int("CHART_API_RESERVE", defaults.Reserve, 0, int.MaxValue),
            CacheTtl = TimeSpan.FromSeconds(read.Int("CHART_CACHE_TTL", (int)defaults.CacheTtl.TotalSeconds, 0, 30 * 86400)),
            Retention = TimeSpan.FromDays(read.Int("SNAPSHOT_RETENTION_DAYS", (int)defaults.Retention.TotalDays, 1, 3650)),
            S3Bucket = read.Text("S3_BUCKET"),
            S3Endpoint = read.Url("S3_ENDPOINT") ?? defaults.S3Endpoint,
            S3Region = read.Text("S3_REGION") ?? defaults.S3Region,
            S3AccessKey = read.Text("S3_ACCESS_KEY"),
            S3SecretKey = read.Text("S3_SECRET_KEY"),
            Url = read.Url("TRADEMATRIX_URL") ?? defaults.Url,
            PublicUrl = read.Url("PUBLIC_URL"),
            Feeds = [.. read.List("FEEDS", defaults.Feeds).Where(f => read.IsOneOf("FEEDS", f, FeedNames.All)).Distinct(StringComparer.Ordinal)],
            FeedUrls = read.Urls("FEED_URLS"),
            TwelveDataKey = read.Key("TWELVE_DATA_API_KEY"),
            AlphaVantageKey = read.Key("ALPHA_VANTAGE_API_KEY"),
            FeedFolder = read.Text("FEED_FOLDER"),
            FeedRefreshMinutes = read.Int("FEED_REFRESH_MINUTES", defaults.FeedRefreshMinutes, 0, 1440),
            JwtSecret = read.Text("SUPABASE_JWT_SECRET"),
            SupabaseUrl = read.Url("SUPABASE_URL"),
            JwksUrl = read.Url("JWT_JWKS_URL"),
            JwtIssuer = read.Text("JWT_ISSUER"),
            JwtAudience = read.Text("JWT_AUDIENCE"),
            CorsOrigins = read.List("CORS_ORIGINS", defaults.CorsOrigins),
            SmtpHost = read.Text("SMTP_HOST"),
            SmtpPort = read.Int("SMTP_PORT", defaults.SmtpPort, 1, 65535),
            SmtpUser = read.Text("SMTP_USER"),
            SmtpPassword = read.Text("SMTP_PASSWORD"),
            SmtpFrom = read.Text("SMTP_FROM"),
            SmtpTls = read.Choice("SMTP_TLS", defaults.SmtpTls, EmailChannel.TlsModes),
            AlertEmail = read.Text("ALERT_EMAIL"),
            TelegramToken = read.Key("TELEGRAM_BOT_TOKEN"),
            TelegramChat = read.Key("TELEGRAM_CHAT_ID"),
            TelegramUrl = read.Url("TELEGRAM_URL") ?? defaults.TelegramUrl,
            SlackUrl = read.Url("SLACK_WEBHOOK_URL"),
            DiscordUrl = read.Url("DISCORD_WEBHOOK_URL"),
            AlertWebhookUrl = read.Url("ALERT_WEBHOOK_URL"),
            AlertWebhookSecret = read.Text("ALERT_WEBHOOK_SECRET"),
            AlertAllowPrivate = read.Choice("ALERT_ALLOW_PRIVATE", "false", "true", "false") == "true",
            Plans = [.. defaults.Plans.Select(read.Plan)],
            TokenPlan = read.Choice("TOKEN_PLAN", defaults.TokenPlan, [.. Plan.All.Select(p => p.Name)]),
            Roles = [.. read.List("ROLES", defaults.Roles).Where(r => read.IsOneOf("ROLES", r, ServiceRole.All)).Distinct(StringComparer.Ordinal)],
            Workers = read.Int("WORKERS", defaults.Workers, 1, 64),
            TaskLease = TimeSpan.FromSeconds(read.Int("TASK_LEASE_SECONDS", (int)defaults.TaskLease.TotalSeconds, 5, 3600)),
            Schedules = read.Schedules("SCHEDULE_"),
            MaxRequestBytes = read.Int("MAX_REQUEST_BYTES", defaults.MaxRequestBytes, 1024, 64 << 20),
        };
        if (settings.DatabaseUrl is { } url && !url.StartsWith("postgres://", StringComparison.Ordinal) && !url.StartsWith("postgresql://", StringComparison.Ordinal))
            read.Add("DATABASE_URL", "…", "postgres://user:password@host:port/database");
        if (settings is { Provider: "chart-img", ChartImgKeys: [] }) read.Add("CHART_IMG_API_KEY", "", "given when CHART_PROVIDER is chart-img");
        if (settings.FeedFolder is null && settings.Feeds.Contains(FeedNames.Folder, StringComparer.Ordinal)) read.Add("FEED_FOLDER", "", "given when FEEDS has folder");
        if (settings.Reserve > settings.DailyLimit) read.Add("CHART_API_RESERVE", settings.Reserve.ToString(), "no more than CHART_API_DAILY_LIMIT");
        if (settings.JwtSecret is { Length: < 32 }) read.Add("SUPABASE_JWT_SECRET", "…", "at least 32 characters long");
        if (settings.Roles.Count == 0 || (settings.DatabaseUrl is null && settings.Roles.Contains(ServiceRole.Worker) != settings.Roles.Contains(ServiceRole.Scheduler)))
            read.Add("ROLES", string.Join(',', settings.Roles), "some of " + string.Join(", ", ServiceRole.All) + "; without DATABASE_URL, worker and scheduler together");
        if (settings.S3Bucket is not null && (settings.S3AccessKey is null || settings.S3SecretKey is null)) read.Add("S3_ACCESS_KEY", "", "given with S3_SECRET_KEY when S3_BUCKET is set");
        if (settings.JwksUrl is not null && settings.JwtIssuer is null) read.Add("JWT_ISSUER", "", "given with JWT_JWKS_URL");
        if (settings.JwksUrl is not null && settings.JwtAudience is null) read.Add("JWT_AUDIENCE", "", "given with JWT_JWKS_URL");
        if (settings.AlertEmail is { } mail && !EmailChannel.IsAddress(mail)) read.Add("ALERT_EMAIL", mail, "a mail address");
        if (settings.AlertEmail is not null && settings.SmtpHost is null) read.Add("SMTP_HOST", "", "given with ALERT_EMAIL");
        if (settings.SmtpHost is not null && !EmailChannel.IsAddress(settings.SmtpFrom ?? settings.SmtpUser ?? "")) read.Add("SMTP_FROM", settings.SmtpFrom ?? "", "a mail address when SMTP_HOST is set");
        if (settings.TelegramChat is not null && settings.TelegramToken is null) read.Add("TELEGRAM_BOT_TOKEN", "", "given with TELEGRAM_CHAT_ID");
        read.ThrowIfWrong();
        return settings;
    }

    private static string DefaultDataFolder(string? dataHome) =>
        Path.Combine(dataHome ?? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tradematrix");
}
