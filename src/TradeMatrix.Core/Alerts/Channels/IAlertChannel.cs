using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>A way to reach a person or a program.</summary>
public interface IAlertChannel
{
    /// <summary>One of <see cref="ChannelName.All"/>.</summary>
    string Name { get; }

    /// <summary>What is wrong with a user's address and secret; values of secrets are left out.</summary>
    IEnumerable<SpecProblem> Check(string address, string? secret);

    /// <summary>An address that <see cref="Check"/> lets pass, as it may be shown.</summary>
    string Hint(string address);

    /// <summary>Whether messages come from the operator's mail server or bot, so that an address must be confirmed before anything else is sent there.</summary>
    bool SendsByOperator(string? secret) => false;

    /// <summary>Sends one message.</summary>
    /// <returns>How the receiver names the message; null where it does not say.</returns>
    /// <exception cref="ChannelException">It was not accepted, as far as is known.</exception>
    Task<string?> SendAsync(AlertMessage message, CancellationToken cancellationToken);
}
