namespace TradeMatrix.Core.Storage;

/// <summary>A person who uses the service.</summary>
public sealed class Profile
{
    public Guid Id { get; set; }
    public string? Email { get; set; }
    public string? FullName { get; set; }
    public bool IsAdmin { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
}
