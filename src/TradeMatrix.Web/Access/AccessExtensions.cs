using TradeMatrix.Core.Storage;

namespace TradeMatrix.Web.Access;

/// <summary>Scopes on endpoints, and the caller in them.</summary>
internal static class AccessExtensions
{
    /// <summary>Lets only those in who have a scope.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, string scope) where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new NeededScope(scope));
        return builder;
    }

    /// <summary>Who makes the request; the endpoint must need a scope.</summary>
    public static Caller Caller(this HttpContext context) => context.Identity().Caller;

    /// <summary>Who makes the request and what they may do; the endpoint must need a scope.</summary>
    public static Identity Identity(this HttpContext context) => context.Features.Get<Identity>() ?? throw new InvalidOperationException("the endpoint must need a scope");
}
