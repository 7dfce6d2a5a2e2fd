namespace TradeMatrix.Testing.Alerts;

/// <summary>Something that goes wrong in a session with a mail server.</summary>
public enum SmtpFault
{
    /// <summary>The recipient is refused for now: 450.</summary>
    BusyMailbox,

    /// <summary>The recipient is refused for good: 550.</summary>
    UnknownMailbox,

    /// <summary>The mail is refused for now after it was read: 451.</summary>
    FullDisk,

    /// <summary>The connection breaks in the middle of the mail.</summary>
    BrokenOff,

    /// <summary>The mail is accepted, but the connection breaks before the server says so.</summary>
    LostAnswer,

    /// <summary>Nothing is said until the client leaves.</summary>
    Silence,
}
