using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TradeMatrix.Charting.Tests;

/// <summary>The library's rooms know each other in one direction, and it knows nothing of the world outside.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Rooms from the ground up: each may use those before it.</summary>
    private static readonly string[] Rooms = ["Bars", "Spec", "Studies", "Layout", "Painting", "Encoders", ""];

    private static readonly Assembly Charting = typeof(Chart).Assembly;

    private static readonly Dictionary<int, OpCode> OpCodeOf = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => (int)(ushort)o.Value);

    [Fact]
    public void Rooms_know_only_the_rooms_before_them()
    {
        Assert.Contains(typeof(TradeMatrix.Charting.Encoders.PictureEncoder), Used(typeof(Chart)));
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in Charting.GetTypes())
        {
            if (RoomOf(type) is not { } room) continue;
            foreach (var used in Used(type))
            {
                if (RoomOf(used) is { } other && Array.IndexOf(Rooms, other) > Array.IndexOf(Rooms, room)) wrong.Add($"{type.FullName} uses {used.FullName}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_type_is_in_a_room() =>
        Assert.Empty(Charting.GetTypes().Where(t => t.Namespace?.StartsWith("TradeMatrix", StringComparison.Ordinal) == true && RoomOf(t) is null).Select(t => t.FullName));

    [Fact]
    public void Nothing_of_the_world_outside_is_used()
    {
        string[] types =
        [
            "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.DriveInfo", "System.IO.FileSystemWatcher",
            "System.Random", "System.Security.Cryptography.RandomNumberGenerator", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Console", "System.TimeProvider", "System.TimeZoneInfo",
            "System.IServiceProvider", "System.Threading.Timer", "System.Threading.Thread", "NodaTime.SystemClock",
        ];
        string[] members =
        [
            "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid",
            "System.Guid.CreateVersion7", "System.Globalization.CultureInfo.get_CurrentCulture", "System.Globalization.CultureInfo.set_CurrentCulture", "NodaTime.DateTimeZoneProviders.get_Bcl",
            "NodaTime.IDateTimeZoneProvider.GetSystemDefault", "SkiaSharp.SKTypeface.FromFamilyName", "SkiaSharp.SKTypeface.FromFile", "SkiaSharp.SKTypeface.get_Default", "SkiaSharp.SKFontManager.get_Default",
            "System.AppContext.get_BaseDirectory", "System.Reflection.Assembly.get_Location",
        ];
        using var stream = File.OpenRead(Charting.Location);
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeReferences)
        {
            var name = NameOf(reader, handle);
            if (types.Contains(name) || name.StartsWith("System.Net.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)) used.Add(name);
        }
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var name = NameOf(reader, (TypeReferenceHandle)member.Parent) + "." + reader.GetString(member.Name);
            // Iterators ask for the thread that began them.
            if (members.Contains(name) || (name.StartsWith("System.Environment.", StringComparison.Ordinal) && name != "System.Environment.get_CurrentManagedThreadId")) used.Add(name);
        }
        Assert.Empty(used);
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    private static string? RoomOf(Type type)
    {
        const string root = "TradeMatrix.Charting";
        if (type.Assembly != Charting || type.Namespace is not { } space) return null;
        if (space == root) return "";
        return space.StartsWith(root + ".", StringComparison.Ordinal) && Array.Find(Rooms, r => r.Length > 0 && (space == $"{root}.{r}" || space.StartsWith($"{root}.{r}.", StringComparison.Ordinal))) is { } room ? room : null;
    }

    /// <summary>Types that a type names: bases, members, and what its code touches.</summary>
    private static HashSet<Type> Used(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var found = new HashSet<Type>();
        Add(type.BaseType);
        foreach (var face in type.GetInterfaces()) Add(face);
        foreach (var field in type.GetFields(all)) Add(field.FieldType);
        foreach (var property in type.GetProperties(all)) Add(property.PropertyType);
        foreach (var method in type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all)))
        {
            foreach (var parameter in method.GetParameters()) Add(parameter.ParameterType);
            if (method is MethodInfo { ReturnType: var result }) Add(result);
            if (method.GetMethodBody() is not { } body) continue;
            foreach (var local in body.LocalVariables) Add(local.LocalType);
            foreach (var member in Members(method, body.GetILAsByteArray()!))
            {
                Add(member as Type ?? member.DeclaringType);
                if (member is MethodInfo { IsGenericMethod: true } generic) Array.ForEach(generic.GetGenericArguments(), Add);
            }
        }
        return found;

        void Add(Type? used)
        {
            if (used is null || !found.Add(used)) return;
            if (used.HasElementType) Add(used.GetElementType());
            if (used.IsGenericType) Array.ForEach(used.GetGenericArguments(), Add);
        }
    }

    private static IEnumerable<MemberInfo> Members(MethodBase method, byte[] code)
    {
        var generic = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == 0xFE) value = 0xFE00 | code[at++];
            var operation = OpCodeOf[value];
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), generic, arguments)!;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
