//! The headers by which the columns of tables beside the orders are known: data, in Chinese and English.

use super::field::{TableField, TableKind};
use crate::model::Field;

impl TableKind {
    /// Gives the headers known for a field of this table, best first, in the form of [`Field::headers`].
    pub fn headers(self, field: TableField) -> Vec<&'static str> {
        let own = match (self, field) {
            (TableKind::FollowUps, TableField::Date) => FOLLOW_UP_DATE,
            (TableKind::Claims, TableField::Date) => CLAIM_DATE,
            (TableKind::FollowUps, TableField::Channel) => FOLLOW_UP_CHANNEL,
            (TableKind::Claims, TableField::Kind) => CLAIM_KIND,
            (TableKind::Claims, TableField::Amount) => CLAIM_AMOUNT,
            (TableKind::Receivables, TableField::Amount) => OWED,
            (TableKind::Stock, TableField::Quantity) => HELD,
            (TableKind::Stock, TableField::Amount) => HELD_AMOUNT,
            (TableKind::Targets, TableField::Amount) => TARGET,
            (TableKind::Customers, TableField::Status) => CUSTOMER_STATUS,
            (TableKind::Customers, TableField::Customer | TableField::CustomerId) => MASTER,
            _ => &[],
        };
        let own = own.iter().copied().filter(|header| !(field == TableField::Customer && MASTER_ID.contains(header)));
        let own = own.filter(|header| field != TableField::CustomerId || MASTER_ID.contains(header));
        own.chain(field.common().iter().copied()).chain(field.of_orders().iter().copied()).collect()
    }
}

impl TableField {
    /// Gives the headers by which orders know the same.
    fn of_orders(self) -> &'static [&'static str] {
        match self {
            TableField::CustomerId => Field::CustomerId.headers(),
            TableField::Customer => Field::Customer.headers(),
            TableField::Owner => OWNER,
            TableField::Country => Field::Country.headers(),
            TableField::Class => Field::Class.headers(),
            TableField::Phone => Field::Phone.headers(),
            TableField::Date => Field::Date.headers(),
            TableField::Product => Field::Product.headers(),
            TableField::Quantity => Field::Quantity.headers(),
            TableField::Amount => Field::Amount.headers(),
            _ => &[],
        }
    }

    /// Gives the headers that any table may have.
    fn common(self) -> &'static [&'static str] {
        use TableField as F;
        match self {
            F::Merchandiser => {
                &["merchandiser", "orderclerk", "coordinator", "跟单", "跟单员", "跟單", "跟單員", "单证员"]
            }
            F::Country => &["market", "国家或地区", "国家/地区", "市场", "地区", "地區", "市場"],
            F::Channel => &[
                "channel",
                "source",
                "leadsource",
                "customersource",
                "渠道",
                "来源",
                "客户来源",
                "客户渠道",
                "來源",
                "客戶來源",
            ],
            F::Registered => &[
                "registered",
                "registeredon",
                "registrationdate",
                "dateregistered",
                "claimedon",
                "报备日期",
                "报备时间",
                "登记日期",
                "登记时间",
                "建档日期",
                "报备",
                "報備日期",
                "登記日期",
                "建檔日期",
            ],
            F::RegisteredBy => {
                &["registeredby", "claimedby", "createdby", "报备人", "登记人", "建档人", "報備人", "登記人", "建檔人"]
            }
            F::Class => {
                &["class", "grade", "tier", "level", "等级", "级别", "分级", "分类", "等級", "級別", "分級", "分類"]
            }
            F::Potential => {
                &["potential", "potentialrevenue", "potentialayear", "潜力", "客户潜力", "潜在年采购额", "潛力"]
            }
            F::Satisfaction => &["satisfaction", "satisfactionscore", "nps", "csat", "满意度", "客户满意度", "滿意度"],
            F::Parent => &[
                "parent",
                "parentcompany",
                "group",
                "headoffice",
                "母公司",
                "集团",
                "所属集团",
                "总公司",
                "集團",
                "所屬集團",
                "總公司",
            ],
            F::ReferredBy => &[
                "referredby",
                "referrer",
                "referral",
                "introducedby",
                "介绍人",
                "推荐人",
                "转介绍",
                "转介绍人",
                "介绍客户",
                "推荐客户",
                "介紹人",
                "推薦人",
                "轉介紹",
            ],
            F::Contact => &["contact", "contactperson", "contactname", "联系人", "聯絡人", "聯繫人"],
            F::Email => &["email", "emailaddress", "mail", "邮箱", "电子邮箱", "邮件", "郵箱", "電子郵件"],
            F::Terms => &[
                "terms",
                "paymentterms",
                "termsofpayment",
                "付款方式",
                "付款条件",
                "账期",
                "结算方式",
                "付款條件",
                "帳期",
                "賬期",
            ],
            F::FirstContact => &[
                "firstcontact",
                "firstcontacton",
                "firstcontactdate",
                "首次联系",
                "首次联系日期",
                "首次接触",
                "首次聯絡",
                "首次聯絡日期",
                "首次聯繫日期",
            ],
            F::Memo => {
                &["memo", "note", "notes", "remark", "remarks", "comment", "comments", "备注", "说明", "備註", "說明"]
            }
            F::Who => &[
                "who",
                "by",
                "contactedby",
                "followedupby",
                "person",
                "跟进人",
                "联系者",
                "记录人",
                "跟進人",
                "記錄人",
            ],
            F::Said => &[
                "said",
                "whatwassaid",
                "content",
                "summary",
                "notes",
                "note",
                "details",
                "跟进内容",
                "沟通内容",
                "内容",
                "跟进情况",
                "跟进记录",
                "沟通记录",
                "情况",
                "跟進內容",
                "溝通內容",
                "內容",
            ],
            F::Reason => &["reason", "reasoncode", "cause", "原因", "原因代码", "流失原因", "原因代碼"],
            F::Outcome => &["outcome", "result", "结果", "跟进结果", "結果", "跟進結果"],
            F::Next => &[
                "next",
                "nextdate",
                "nextcontact",
                "nextcontacton",
                "nextfollowup",
                "nextaction",
                "followupon",
                "下次日期",
                "下次联系",
                "下次联系日期",
                "下次跟进",
                "下次跟进日期",
                "下次跟进时间",
                "下次聯繫",
                "下次聯絡",
                "下次聯絡日期",
                "下次跟進日期",
            ],
            F::Kind => &[
                "kind",
                "type",
                "category",
                "类型",
                "类别",
                "种类",
                "費用類型",
                "類型",
                "類別",
                "種類",
                "costtype",
                "costkind",
                "expensetype",
                "expense",
                "费用类型",
                "费用",
                "费用项目",
                "费用科目",
                "项目",
                "科目",
            ],
            F::Due => &[
                "due",
                "duedate",
                "dueon",
                "paymentdue",
                "到期日",
                "到期日期",
                "应收日期",
                "应付日期",
                "应收款日期",
                "约定付款日",
                "到期",
                "付款到期日",
                "應收日期",
            ],
            F::Period => {
                &["period", "month", "quarter", "year", "期间", "月份", "季度", "年度", "年月", "月", "季", "期間"]
            }
            F::Amount => &["cost", "费用金额", "費用金額", "成本"],
            _ => &[],
        }
    }
}

/// A merchandiser's column is no owner's here, though orders know it as one.
const OWNER: &[&str] = &[
    "owner",
    "salesperson",
    "salesrep",
    "accountmanager",
    "salesman",
    "rep",
    "employee",
    "sales",
    "业务员",
    "销售员",
    "销售人员",
    "负责人",
    "销售代表",
    "业务经办",
    "归属人",
    "销售",
    "業務員",
    "銷售員",
    "負責人",
    "業務",
];

const MASTER_ID: &[&str] = &["id", "no", "code", "编号", "编码", "代码", "編號", "編碼", "代碼"];

const MASTER: &[&str] = &[
    "name",
    "名称",
    "公司名称",
    "全称",
    "名稱",
    "公司名稱",
    "id",
    "no",
    "code",
    "编号",
    "编码",
    "代码",
    "編號",
    "編碼",
    "代碼",
];

const CUSTOMER_STATUS: &[&str] =
    &["status", "customerstatus", "stage", "状态", "客户状态", "跟进状态", "狀態", "客戶狀態", "客戶類型"];

const FOLLOW_UP_DATE: &[&str] = &[
    "contactedon",
    "contactdate",
    "followupdate",
    "followedupon",
    "calldate",
    "跟进日期",
    "联系日期",
    "跟进时间",
    "联系时间",
    "沟通日期",
    "跟進日期",
    "聯絡日期",
    "聯繫日期",
];

const FOLLOW_UP_CHANNEL: &[&str] = &[
    "channel",
    "contactedby",
    "medium",
    "how",
    "方式",
    "联系方式",
    "跟进方式",
    "沟通方式",
    "聯繫方式",
    "聯絡方式",
    "跟進方式",
];

const CLAIM_DATE: &[&str] =
    &["claimdate", "complaintdate", "claimedon", "投诉日期", "索赔日期", "反馈日期", "投訴日期", "索賠日期"];

const CLAIM_KIND: &[&str] = &[
    "claimkind",
    "claimtype",
    "complaint",
    "complainttype",
    "claim",
    "problem",
    "投诉类型",
    "索赔类型",
    "问题类型",
    "问题",
    "投诉原因",
    "投訴類型",
    "索賠類型",
];

const CLAIM_AMOUNT: &[&str] =
    &["claimamount", "claimed", "compensation", "索赔金额", "赔偿金额", "赔付金额", "索賠金額", "賠償金額"];

const OWED: &[&str] = &[
    "receivable",
    "receivables",
    "outstanding",
    "balance",
    "openamount",
    "amountdue",
    "应收金额",
    "应收款",
    "应收",
    "未收金额",
    "欠款",
    "欠款金额",
    "余额",
    "應收金額",
    "應收款",
    "餘額",
];

const HELD: &[&str] =
    &["stock", "onhand", "quantityonhand", "stockquantity", "库存数量", "库存", "結存數量", "结存数量", "庫存數量"];

const HELD_AMOUNT: &[&str] = &["stockvalue", "value", "stockamount", "库存金额", "结存金额", "库存价值", "庫存金額"];

const TARGET: &[&str] = &[
    "target",
    "budget",
    "goal",
    "plan",
    "targetamount",
    "quota",
    "目标",
    "目标金额",
    "任务",
    "任务额",
    "指标",
    "预算",
    "计划",
    "销售目标",
    "目標",
    "目標金額",
    "任務",
    "預算",
    "計劃",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_header_of_a_table_means_one_field_at_its_best() {
        for table in TableKind::ALL {
            for &field in table.fields() {
                let headers = table.headers(field);
                assert!(!headers.is_empty(), "{table:?} {field:?}");
                // What stands first for a field must not be better known for another.
                let first = headers[0];
                let others = table.fields().iter().filter(|other| **other != field);
                assert!(others.clone().all(|other| table.headers(*other)[0] != first), "{table:?} {field:?} {first}");
            }
        }
    }

    #[test]
    fn fields_are_found_by_their_names_and_none_is_missing_from_all() {
        for table in TableKind::ALL {
            assert!(table.needs().iter().flat_map(|any| any.iter()).all(|field| table.fields().contains(field)));
        }
        let used = |field: &TableField| TableKind::ALL.iter().any(|table| table.fields().contains(field));
        assert!(TableField::ALL.iter().all(used));
    }
}
