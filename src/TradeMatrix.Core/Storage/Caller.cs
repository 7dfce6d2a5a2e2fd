using System.Text.Json;

namespace TradeMatrix.Core.Storage;

/// <summary>On whose behalf the database is read and written: a user, or the service itself.</summary>
public sealed record Caller
{
    private Caller() { }

    /// <summary>The service: agents, clean-up and other work that is nobody's own. Sees every row.</summary>
    public static Caller Service { get; } = new();

    /// <summary>The user of an embedded installation.</summary>
    public static Caller Local { get; } = new() { UserId = new Guid("00000000-0000-0000-0000-000000000001"), IsAdmin = true };

    /// <summary>The user; null for the service.</summary>
    public Guid? UserId { get; private init; }

    /// <summary>Whether the user may also clean up, see all usage, and make keys that may.</summary>
    public bool IsAdmin { get; private init; }

    /// <summary>Whether it is the service.</summary>
    public bool IsService => UserId is null;

    /// <summary>Whether what it says of itself is believed: the service, or the person of an embedded installation.</summary>
    public bool IsTrusted => IsService || this == Local;

    /// <summary>Database role of its transactions.</summary>
    internal string Role => IsService ? "service_role" : "authenticated";

    /// <summary>Claims of its transactions, as JSON.</summary>
    internal string Claims => IsService
        ? """{"role":"service_role"}"""
        : JsonSerializer.Serialize(new Dictionary<string, string> { ["sub"] = UserId.ToString()!, ["role"] = "authenticated" });

    /// <summary>A user.</summary>
    /// <param name="id">The user's id, which must not be empty.</param>
    /// <param name="isAdmin">Whether the user may also clean up, see all usage, and make keys that may.</param>
    public static Caller User(Guid id, bool isAdmin = false)
    {
        if (id == Guid.Empty) throw new ArgumentException("user: an empty id must not be given", nameof(id));
        return new Caller { UserId = id, IsAdmin = isAdmin };
    }
}
