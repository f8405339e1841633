using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace EditorAgent.Tests.Architecture;

/// <summary>
/// What a built assembly really uses: the assemblies it references and, type by type, the namespaces of its own that its types name in
/// bases, interfaces, members and method bodies.
/// </summary>
internal sealed class CompiledAssembly : IDisposable
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly PEReader file;
    private readonly MetadataReader metadata;

    public CompiledAssembly(string name)
    {
        this.file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")));
        this.metadata = this.file.GetMetadataReader();
    }

    public IEnumerable<string> References => this.metadata.AssemblyReferences.Select(handle => this.metadata.GetString(this.metadata.GetAssemblyReference(handle).Name));

    /// <summary>Pairs of (type, namespace that it uses), both in this assembly.</summary>
    public IEnumerable<(string Type, string Namespace, string UsedType, string UsedNamespace)> Uses()
    {
        foreach (var handle in this.metadata.TypeDefinitions)
        {
            var used = new TypeCollector(this.metadata);
            this.Collect(this.metadata.GetTypeDefinition(handle), used);
            var user = this.Outermost(handle);
            foreach (var type in used.Found.Select(this.Outermost).Distinct())
            {
                yield return (this.Name(user), this.Namespace(user), this.Name(type), this.Namespace(type));
            }
        }
    }

    public void Dispose() => this.file.Dispose();

    private string Name(TypeDefinitionHandle handle) => this.metadata.GetString(this.metadata.GetTypeDefinition(handle).Name);

    private string Namespace(TypeDefinitionHandle handle) => this.metadata.GetString(this.metadata.GetTypeDefinition(handle).Namespace);

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
    {
        while (this.metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer)
        {
            handle = outer;
        }

        return handle;
    }

    private void Collect(TypeDefinition type, TypeCollector used)
    {
        used.Add(type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
        {
            used.Add(this.metadata.GetInterfaceImplementation(implementation).Interface);
        }

        foreach (var field in type.GetFields())
        {
            this.metadata.GetFieldDefinition(field).DecodeSignature(used, null);
        }

        foreach (var handle in type.GetMethods())
        {
            var method = this.metadata.GetMethodDefinition(handle);
            method.DecodeSignature(used, null);
            if (method.RelativeVirtualAddress != 0)
            {
                this.Collect(this.file.GetMethodBody(method.RelativeVirtualAddress), used);
            }
        }
    }

    private void Collect(MethodBodyBlock body, TypeCollector used)
    {
        if (!body.LocalSignature.IsNil)
        {
            this.metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(used, null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            used.Add(region.CatchType);
        }

        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            value = value == 0xFE ? 0xFE00 | code.ReadByte() : value;
            this.Operand(ref code, Operands[value], used);
        }
    }

    private void Operand(ref BlobReader code, OperandType operand, TypeCollector used)
    {
        switch (operand)
        {
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                used.Add((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
                break;
            case OperandType.InlineSwitch:
                var targets = code.ReadInt32();
                code.Offset += 4 * targets;
                break;
            case OperandType.InlineNone:
                break;
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                code.Offset += 1;
                break;
            case OperandType.InlineVar:
                code.Offset += 2;
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                code.Offset += 8;
                break;
            default:
                code.Offset += 4;
                break;
        }
    }
}
