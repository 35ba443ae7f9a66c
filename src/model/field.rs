//! What a column can mean.

/// A meaning that a column of the input can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The customer's name; the identity where no id is mapped.
    Customer,
    CustomerId,
    Date,
    ShipDate,
    PaidDate,
    Order,
    /// The number of the order that a credit gives back.
    Origin,
    Product,
    /// The product's group or line.
    Category,
    Quantity,
    Unit,
    Price,
    /// A share of the price taken off, 0 to 1.
    Discount,
    Amount,
    Profit,
    Cost,
    Currency,
    Status,
    Owner,
    Country,
    /// The customer's telephone number; the same one under two names is evidence that they are one customer.
    Phone,
    /// The customer's tax number, likewise.
    TaxNumber,
    /// What the customer is called in the business: A, B, C or a word of its own.
    Class,
}

impl Field {
    /// All fields, in the order in which they are shown.
    pub const ALL: [Field; 23] = [
        Field::Customer,
        Field::CustomerId,
        Field::Date,
        Field::ShipDate,
        Field::PaidDate,
        Field::Order,
        Field::Origin,
        Field::Product,
        Field::Category,
        Field::Quantity,
        Field::Unit,
        Field::Price,
        Field::Discount,
        Field::Amount,
        Field::Profit,
        Field::Cost,
        Field::Currency,
        Field::Status,
        Field::Owner,
        Field::Country,
        Field::Phone,
        Field::TaxNumber,
        Field::Class,
    ];

    /// Gives the name used in `--map` and in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Field::Customer => "customer",
            Field::CustomerId => "customer_id",
            Field::Date => "date",
            Field::ShipDate => "ship_date",
            Field::PaidDate => "paid_date",
            Field::Order => "order",
            Field::Origin => "origin",
            Field::Product => "product",
            Field::Category => "category",
            Field::Quantity => "quantity",
            Field::Unit => "unit",
            Field::Price => "price",
            Field::Discount => "discount",
            Field::Amount => "amount",
            Field::Profit => "profit",
            Field::Cost => "cost",
            Field::Currency => "currency",
            Field::Status => "status",
            Field::Owner => "owner",
            Field::Country => "country",
            Field::Phone => "phone",
            Field::TaxNumber => "tax_number",
            Field::Class => "class",
        }
    }

    /// Gives the field of that name.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }
}
