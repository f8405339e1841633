using EditorAgent.CodeIntelligence.Index;
using EditorAgent.CodeIntelligence.Symbols;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Index;

public sealed class DeclarationReaderTests
{
    private const string Sample = """
        using System;
        namespace Shop.Core
        {
            /// <summary>One order.</summary>
            [Serializable]
            public sealed partial class Order<T> : Entity, IComparable<Order<T>> where T : class
            {
                private readonly int a, b;
                public event EventHandler? Changed;
                public Order(int id, string? name = null) { }
                static Order() { }
                ~Order() { }
                public int Total { get; private set; }
                public string Label => "x";
                public T this[int index, string key] => default!;
                [Fact, Trait("a", "b")]
                public async Task<T> LoadAsync<K>(ref int id, params K[] rest) /* why */ where K : struct
                {
                    int Local() => 1;
                    return default!;
                }
                int IComparable<Order<T>>.CompareTo(Order<T>? other) => 0;
                public static Order<T> operator +(Order<T> a, Order<T> b) => a;
                public static Order<T> operator -(Order<T> a) => a;
                public static implicit operator int(Order<T> a) => 0;
                enum State : byte { New = 1, Old }
                delegate void Handler<in X>(X x);
                record struct Pair(int Left, string Right);
            }
        }
        """;

    [Fact]
    public void Read_WhenEveryKindIsThere_RecordsEach()
    {
        var found = DeclarationReader.Read(Sample, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "Class Shop.Core.Order<T>",
                "Field Shop.Core.Order<T>.a",
                "Field Shop.Core.Order<T>.b",
                "Event Shop.Core.Order<T>.Changed",
                "Constructor Shop.Core.Order<T>.Order(int, string?)",
                "Constructor Shop.Core.Order<T>..cctor()",
                "Finalizer Shop.Core.Order<T>.~Order()",
                "Property Shop.Core.Order<T>.Total",
                "Property Shop.Core.Order<T>.Label",
                "Indexer Shop.Core.Order<T>.this[int, string]",
                "Method Shop.Core.Order<T>.LoadAsync<K>(int, K[])",
                "Method Shop.Core.Order<T>.IComparable<Order<T>>.CompareTo(Order<T>?)",
                "Operator Shop.Core.Order<T>.operator +(Order<T>, Order<T>)",
                "Operator Shop.Core.Order<T>.operator -(Order<T>)",
                "Operator Shop.Core.Order<T>.implicit operator int(Order<T>)",
                "Enum Shop.Core.Order<T>.State",
                "EnumMember Shop.Core.Order<T>.State.New",
                "EnumMember Shop.Core.Order<T>.State.Old",
                "Delegate Shop.Core.Order<T>.Handler<X>",
                "RecordStruct Shop.Core.Order<T>.Pair",
                "Constructor Shop.Core.Order<T>.Pair.Pair(int, string)",
                "Property Shop.Core.Order<T>.Pair.Left",
                "Property Shop.Core.Order<T>.Pair.Right",
            ],
            found.Select(declaration => $"{declaration.Kind} {declaration.FullName}"));
    }

    [Fact]
    public void Read_WhenDeclarationHasAttributesAndComment_SpanBeginsWithThem()
    {
        var found = DeclarationReader.Read(Sample, TestContext.Current.CancellationToken);

        var type = found[0];
        Assert.Equal((4, 6), (type.FirstLine, type.NameLine));
        Assert.StartsWith("/// <summary>", Sample[type.Start..], StringComparison.Ordinal);
        Assert.EndsWith("}\n}", Sample[..(type.Start + type.Length)] + "\n}", StringComparison.Ordinal);
        Assert.Equal("public sealed partial class Order<T> : Entity, IComparable<Order<T>> where T : class", type.Signature);
        Assert.Equal(["Entity", "IComparable<Order<T>>"], type.Types);
        Assert.True(type.IsPartial);
        var method = found.Single(declaration => declaration.Name == "LoadAsync");
        Assert.Equal(["Fact", "Trait"], method.Attributes);
        Assert.Equal("public async Task<T> LoadAsync<K>(ref int id, params K[] rest) where K : struct", method.Signature);
        Assert.Equal((16, 17, 21), (method.FirstLine, method.NameLine, method.LastLine));
        Assert.Equal("public int Total { get; private set; }", found.Single(declaration => declaration.Name == "Total").Signature);
        Assert.Equal("private readonly int b", found.Single(declaration => declaration.Name == "b").Signature);
    }

    [Theory]
    [InlineData("static class E { extension<T>(List<T> source) { public bool IsEmpty => true; } }", "E.extension<T>(List<T>).IsEmpty")]
    [InlineData("namespace A; namespace B { class C; }", "A.B.C")]
    [InlineData("namespace A.B; file record R(int X);", "A.B.R.X")]
    [InlineData("#if NET8_0_OR_GREATER\nclass New;\n#else\nclass Old;\n#endif", "New")]
    [InlineData("#!/usr/bin/env dotnet\n#:package X@1\nclass App;", "App")]
    [InlineData("Console.WriteLine(); class After;", "After")]
    [InlineData("class @event { void @class() { } }", "event.class()")]
    [InlineData("partial class P { partial int X { get; } } interface I { static abstract I operator checked +(I a, I b); }", "I.operator checked +(I, I)")]
    public void Read_WhenSyntaxIsUncommon_FindsTheDeclaration(string text, string fullName) =>
        Assert.Equal(fullName, DeclarationReader.Read(text, TestContext.Current.CancellationToken)[^1].FullName);

    [Fact]
    public void Read_WhenSignatureSpansLines_IsOneLine() => Assert.Equal(
        "void M(int a, string b)",
        DeclarationReader.Read("class A { void M(\n    int a, // first\n    string b\n    ) { } }", TestContext.Current.CancellationToken)[1].Signature);

    [Theory]
    [InlineData("Order.LoadAsync", "LoadAsync")]
    [InlineData("Shop.Core.Order<T>.this[int, string]", "this[]")]
    [InlineData("Order.CompareTo", "CompareTo")]
    [InlineData("Order.IComparable<Order<T>>.CompareTo", "CompareTo")]
    [InlineData("Order.operator -(Order)", "op_UnaryNegation")]
    [InlineData("Order..ctor", ".ctor")]
    [InlineData("Order.State.New", "New")]
    public void Path_WhenAnAddressNamesIt_IsMatched(string address, string name)
    {
        var found = DeclarationReader.Read(Sample, TestContext.Current.CancellationToken);
        var written = Assert.IsType<SymbolAddress.Name>(SymbolAddress.Parse(address));

        Assert.Contains(found, declaration => declaration.Name == name && NameMatch.IsEndOf(written, declaration.Path));
    }

    [Fact]
    public void FullName_WhenReadAsAnAddress_NamesItself()
    {
        foreach (var declaration in DeclarationReader.Read(Sample, TestContext.Current.CancellationToken).Where(declaration => declaration.Kind != DeclarationKind.Operator))
        {
            var written = Assert.IsType<SymbolAddress.Name>(SymbolAddress.Parse(declaration.FullName));
            Assert.True(NameMatch.IsEndOf(written, declaration.Path), declaration.FullName);
        }
    }

    [Theory]
    [InlineData("class A { ", 100_000)]
    [InlineData("namespace A { ", 100_000)]
    [InlineData("class A { void M() { ", 50_000)]
    public void Read_WhenSyntaxIsNestedWithoutEnd_ReturnsOrRefusesButLives(string piece, int times)
    {
        try
        {
            DeclarationReader.Read(string.Concat(Enumerable.Repeat(piece, times)), TestContext.Current.CancellationToken);
        }
        catch (InsufficientExecutionStackException)
        {
            // The index turns this into a file that is named as not indexed.
        }
    }
}
